using System.Text;

namespace Keyaki.Kernel;

/// <summary>The one table of letters that mean the same to whoever looks for a name: variants of kanji, and Latin letters with their
/// marks. Only for finding, never for showing.</summary>
static class Variants
{
    // Old shapes of common kanji, each with the new one (常用漢字表 and 人名用漢字 give them in brackets).
    const string Old =
        "亞亜 惡悪 壓圧 圍囲 爲為 醫医 壹壱 隱隠 榮栄 營営 衞衛 驛駅 圓円 艷艶 鹽塩 奧奥 應応 橫横 歐欧 毆殴 黃黄 溫温 穩穏 " +
        "假仮 價価 畫画 會会 繪絵 壞壊 懷懐 槪概 擴拡 殼殻 覺覚 學学 嶽岳 樂楽 渴渇 勸勧 卷巻 寬寛 歡歓 罐缶 觀観 關関 陷陥 " +
        "巖巌 顏顔 歸帰 氣気 龜亀 僞偽 戲戯 犧犠 舊旧 據拠 擧挙 峽峡 挾挟 狹狭 鄕郷 曉暁 區区 驅駆 勳勲 薰薫 徑径 惠恵 揭掲 " +
        "溪渓 經経 繼継 莖茎 螢蛍 輕軽 鷄鶏 雞鶏 藝芸 缺欠 儉倹 劍剣 劒剣 劔剣 釼剣 圈圏 檢検 權権 獻献 縣県 險険 顯顕 驗験 " +
        "嚴厳 吳呉 效効 廣広 恆恒 鑛鉱 號号 國国 黑黒 濟済 碎砕 齋斉 齊斉 斎斉 劑剤 櫻桜 册冊 雜雑 產産 參参 慘惨 棧桟 蠶蚕 " +
        "贊賛 殘残 絲糸 齒歯 兒児 辭辞 濕湿 實実 舍舎 寫写 釋釈 壽寿 收収 從従 澁渋 獸獣 縱縦 肅粛 處処 敍叙 尙尚 奬奨 將将 " +
        "牀床 涉渉 燒焼 稱称 證証 乘乗 剩剰 壤壌 孃嬢 條条 淨浄 疊畳 穰穣 讓譲 釀醸 囑嘱 觸触 寢寝 愼慎 晉晋 眞真 盡尽 圖図 " +
        "粹粋 醉酔 穗穂 隨随 髓髄 數数 樞枢 聲声 靑青 靜静 稅税 攝摂 竊窃 說説 專専 戰戦 淺浅 潛潜 纖繊 踐践 錢銭 禪禅 曾曽 " +
        "雙双 壯壮 搜捜 插挿 爭争 總総 聰聡 莊荘 裝装 騷騒 增増 藏蔵 臟臓 卽即 屬属 續続 墮堕 體体 躰体 對対 帶帯 滯滞 臺台 " +
        "瀧滝 擇択 澤沢 脫脱 單単 擔担 膽胆 團団 彈弾 斷断 癡痴 遲遅 晝昼 蟲虫 鑄鋳 廳庁 聽聴 敕勅 鎭鎮 遞逓 鐵鉄 鐡鉄 銕鉄 " +
        "轉転 點点 傳伝 戶戸 黨党 盜盗 燈灯 當当 鬭闘 鬪闘 德徳 獨独 讀読 屆届 內内 繩縄 貳弐 姊姉 惱悩 腦脳 廢廃 拜拝 賣売 " +
        "麥麦 發発 髮髪 拔抜 晚晩 蠻蛮 祕秘 彥彦 姬姫 濱浜 濵浜 甁瓶 拂払 佛仏 步歩 竝並 變変 邊辺 邉辺 辨弁 辯弁 瓣弁 舖舗 " +
        "每毎 寶宝 寳宝 豐豊 沒没 萬万 滿満 默黙 譯訳 藥薬 與与 豫予 餘余 譽誉 搖揺 樣様 謠謡 遙遥 來来 賴頼 亂乱 覽覧 龍竜 " +
        "兩両 獵猟 綠緑 壘塁 淚涙 勵励 禮礼 隸隷 靈霊 齡齢 曆暦 歷歴 戀恋 爐炉 勞労 郞郎 樓楼 祿禄 錄録 灣湾 亙亘 瑤瑶 彌弥 " +
        "巢巣 淸清 瀨瀬 悅悦 閱閲 鄰隣 羣群 畧略 飜翻 飮飲 閒間 鑒鑑";

    // Shapes that names have beside the common ones, and the two shapes that some characters have in fonts and keyboards.
    const string Names =
        "髙高 﨑崎 嵜崎 碕崎 𠮷吉 嶋島 嶌島 槇槙 淵渕 冨富 舘館 𣘺橋 槗橋 桒桑 曻昇 昻昂 晄晃 栁柳 桺柳 檜桧 鷗鴎 藪薮 籔薮 " +
        "蘆芦 靍鶴 靏鶴 寉鶴 穎頴 峯峰 兔兎 龝秋 穐秋 圡土 𡈽土 𠀋丈 𠮟叱 凜凛 凉涼 熈熙 煕熙 恊協 啟啓 堯尭 枩松 柗松 栢柏 " +
        "楳梅 禰祢 翆翠 舩船 讚讃 蠣蛎 鈎鉤 鋪舗 閇閉 鶯鴬 諫諌 籠篭 竈竃 灌潅 邇迩 攪撹 濤涛 禱祷 瀆涜 萊莱 蔣蒋 礪砺 剝剥 " +
        "頰頬 塡填 麵麺 麴麹 醬醤 蠟蝋 摑掴 搔掻 瘦痩 繫繋 蟬蝉 簞箪 驒騨 顚顛 嚙噛 屛屏 幷并 餠餅 屢屡 焰焔 鰺鯵 賤賎 輛輌 " +
        "欝鬱 鹼鹸 莵兎 菟兎 壺壷 埜野 秌秋";

    const string Latin = "đd ðd øo łl ħh ıi ŧt ŋn ɓb ɗd";

    static readonly Dictionary<int, string> Kanji = Pairs($"{Old} {Names}"), Letters = Pairs(Latin);

    /// <summary>The common shape of a kanji; null when it has no other.</summary>
    internal static string? Common(Rune rune) => Kanji.GetValueOrDefault(rune.Value);

    /// <summary>A Latin letter without its marks (ễ is e, đ is d, æ is ae); null for what is none or has none.</summary>
    internal static string? Bare(Rune rune)
    {
        if (rune.Value is < 0xC0 or > 0x24F and < 0x1E00 or > 0x1EFF) return null;
        var small = Rune.ToLowerInvariant(rune);
        if (small.Value is 'æ') return "ae";
        if (small.Value is 'œ') return "oe";
        if (small.Value is 'ß' or 'ẞ') return "ss";
        if (small.Value is 'þ') return "th";
        var first = rune.ToString().Normalize(NormalizationForm.FormD)[0];
        return char.IsAsciiLetter(first) ? char.ToLowerInvariant(first)
            .ToString() : Letters.GetValueOrDefault(char.ToLowerInvariant(first));
    }

    static Dictionary<int, string> Pairs(string pairs) => pairs.Split(' ')
        .Select(pair => pair.EnumerateRunes().ToArray())
        .Where(pair => pair[0] != pair[1])
        .ToDictionary(pair => pair[0].Value, pair => pair[1].ToString());
}
