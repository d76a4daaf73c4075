// ./dev new-module <Name> [日本語の名前]: a room that builds, with one page, its permission, its journal text and a test.
// The template beside this file is built with the solution; where a room is named in files that were there before, they get a line.
// All that is to be written is thought out first: a refusal leaves nothing half made.
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const [root, name, label = name] = process.argv.slice(2), template = dirname(fileURLToPath(import.meta.url));
const refuse = said => { console.error(said); process.exit(2); };
const parts = ["Kernel", "Ui", "Kits", "Contracts", "Web", "Reader", "Tests", "Rules", "Browser", "Bench", "Simulator", "Example"];

if (!name) refuse("使い方: ./dev new-module <名前> [日本語の名前]（例: ./dev new-module Libraries 図書館）");
if (/[^\x20-\x7e]/.test(name))
    refuse(`名前「${name}」は英字で書いてください。フォルダーとアドレスの名前になります。日本語の名前は2つ目に書けます（例: ./dev new-module Libraries 図書館）。`);
if (!/^[A-Z][A-Za-z0-9]{2,29}$/.test(name))
    refuse(`名前「${name}」は、大文字で始まる3字から30字の英字と数字にしてください（例: Libraries）。`);
if (/["'`|<>{}$\\]/.test(label)) refuse(`日本語の名前「${label}」は、かなと漢字と英数字で書いてください。`);
const rooms = readdirSync(join(root, "src/Modules"));
if ([...rooms, ...parts].some(taken => taken.toLowerCase() === name.toLowerCase()))
    refuse(`「${name}」という名前はもう使われています。別の名前にしてください。`);

const code = name.toLowerCase(), day = new Date().toISOString().slice(0, 10).replaceAll("-", "");
const named = text => text.replaceAll("20260101", day).replaceAll("Example", name).replaceAll("example", code).replaceAll("見本", label)
    .replace(`abstract class ${name}Tests`, `sealed class ${name}Tests`);
const writes = [];

const files = folder => readdirSync(folder).flatMap(f => statSync(join(folder, f)).isDirectory()
    ? ["obj", "bin"].includes(f) ? [] : files(join(folder, f)) : [join(folder, f)]);
const copy = (from, to, except = []) => {
    for (const file of files(join(template, from)).filter(f => !except.some(e => f.endsWith(e))))
        writes.push([join(to, named(relative(join(template, from), file))), named(readFileSync(file, "utf8"))]);
};
copy("module", `src/Modules/${name}`, ["Directory.Build.props"]);
copy("tests", `tests/Keyaki.Tests/${name}`);
copy("docs", "docs/modules");

// `after` finds what stands before the new line; of several the last.
const line = (file, after, text) => {
    const before = readFileSync(join(root, file), "utf8"), found = [...before.matchAll(after)].at(-1);
    if (!found) refuse(`${file} に「${after.source}」がないので、部屋を書き入れる場所がわかりません。tools/new-module/make.mjs を直してください。`);
    const at = found.index + found[0].length;
    writes.push([file, before.slice(0, at) + text + before.slice(at)]);
};
line("Keyaki.slnx", /.*src\/Modules\/.*\n/g, `  <Project Path="src/Modules/${name}/Keyaki.${name}.csproj" />\n`);
line("src/Web/Keyaki.Web.csproj", /.*"\.\.\/Modules\/.*\n/g,
    `    <ProjectReference Include="../Modules/${name}/Keyaki.${name}.csproj" />\n`);
line("src/Web/Hall.cs", /Modules =\n    \[\n(?:        .*\n)*?(?=    \];)/g, `        new ${name}.${name}Module(),\n`);
line("cities/kiyose/powers.json", /"powers": \[\n/g,
    `    { "code": "${code}", "title": "${label}を扱う", "posts": ["*"], "permissions": ["${code}.keep"] },\n`);
line("docs/modules/README.md", /\[(\w+)\]\(\1\.md\)(?=\n\n)/g, ` -\n[${name}](${name}.md)`);
line("README.md", /\| \[\w+\]\(docs\/modules\/.*\n/g, `| [${name}](docs/modules/${name}.md) | ${label} |\n`);
line("README.ja.md", /\| \[\w+\]\(docs\/modules\/.*\n/g, `| [${name}](docs/modules/${name}.md) | ${label} |\n`);

const table = "tests/Keyaki.Tests/Architecture/AccessTable.cs", access = readFileSync(join(root, table), "utf8");
const known = access.replace(/^( +\w+ +\| office +\| officer .*)$/gm, `$1 ${code}.keep`)
    .replace(/(Routes => string\.Join\([^;]*?)\);/, `$1, Of${name});`);
if (!known.includes(`, Of${name});`)) refuse(`${table} に、部屋のアドレスを書き入れる場所がありません。tools/new-module/make.mjs を直してください。`);
writes.push([table, known]);

for (const [file, text] of writes) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
}
console.log(`部屋「${label}」を src/Modules/${name} に作りました。はじめの画面は /office/${code} です。

次にすること
  1. ${`./dev test ${code}`.padEnd(30)} 組み立てて、部屋の試験が通るのを見る
  2. ${"rm -rf .run/data && ./dev run".padEnd(30)} 動かして、/_dev/as から入って見る
  3. ${`docs/modules/${name}.md`.padEnd(30)} 何の部屋かを書く。続きは docs/new-module.md`);
