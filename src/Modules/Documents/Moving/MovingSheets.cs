using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Documents;

/// <summary>The tables that come and leave, in the order in which they come: what names another one stands behind it.</summary>
static class MovingSheets
{
    public static void AddMovingSheets(this IServiceCollection services)
    {
        services.AddSingleton<Listing, DocumentSheet>().AddSingleton<Listing, RecordFileSheet>().AddSingleton<Listing, TextSheet>();
        Add<Relation>("relations", "関連文書", "DocumentId*=文書番号 Related*=関連文書の番号");
        Add<Hold>("holds", "廃棄を止める理由",
            "Id=ID DocumentId*=文書番号 Kind*=理由 Case*=件 At=止めた日時 EndedOn=終わった日 By=止めた職員 EndedBy=終わりにした職員");
        Add<Lending>("lendings", "紙の貸出",
            "Id=ID DocumentId*=文書番号 Borrower*=借りた人 LentOn*=貸した日 DueOn=返す日 ReturnedOn=返した日 By=貸した職員 ReturnedBy=返しを受けた職員");
        Add<Move>("moves", "簿冊の移し替え", "Id=ID DocumentId*=文書番号 From=もとの簿冊 To*=移した簿冊 Reason=理由 By=移した職員 At*=移した日時");
        Add<Reopening>("reopenings", "簿冊の開き直し", "Id=ID RecordFile*=簿冊 Reason=理由 By=開いた職員 At*=開いた日時");
        Add<DisposalList>("disposal-lists", "満了一覧", "Id*=ID FiscalYear=年度 Department=課 At=作った日時 ReviewedAt=見直した日時 ReviewedBy=見直した職員 "
            + "ProposedAt=決裁に回した日時 ProposedBy=回した職員 DecidedAt=決裁の日時 "
            + "DecidedBy=決裁した人 Certificate=証明書の文書番号 DoneAt=済んだ日時");
        Add<DisposalItem>("disposal-items", "満了一覧の文書", "Id=ID ListId*=一覧のID DocumentId*=文書番号 Fate=措置 Years=延ばす年数 Reason=理由 "
            + "ChosenBy=決めた職員 CarriedAt=行った日時");
        Add<DisclosedCopy>("copies", "開示用の写し", "Id*=ID DocumentId=文書番号 Source SourceHash=もとのSHA-256 Pages=ページ数 Request=開示請求 "
            + "By=作った職員 At=作った日時 Version=版 Trouble=作れなかった理由 EndedAt=終わった日時 EndedWhy=終わった理由");
        Add<CopyMark>("copy-marks", "写しの黒塗り", "Id*=ID CopyId=写しのID Batch=まとまり Page=ページ Left=左 Top=上 Right=右 Bottom=下 Number=理由の番号 "
            + "Reason=理由 By=塗った職員 At=塗った日時");
        Add<CopyCheck>("copy-checks", "写しの確認", "Id*=ID CopyId=写しのID DocumentId=文書番号 Department=課 File=ファイル By=作った職員 At=出した日時 "
            + "CheckedBy=確かめた職員 CheckedAt=確かめた日時 Agreed=認めた Remark=意見",
            // One that was not made yet when it left is made here.
            s => (db, check) =>
            {
                if (check is { Agreed: null, File: null }) PaintCopy.Order(s.GetRequiredService<Outbox>(), db, check.Id);
            });
        services.AddSingleton<Listing, TrailSheet>();

        void Add<T>(string code, string title, string says, Func<IServiceProvider, Action<CityDb, T>>? then = null) where T : class =>
            services.AddSingleton<Listing>(s => new TableSheet<T>(code, title, says, s.GetRequiredService<IDatabase>(),
                s.GetRequiredService<Arrivals>(), s.GetRequiredService<TimeProvider>())
            { Then = then?.Invoke(s) ?? ((_, _) => { }) });
    }
}
