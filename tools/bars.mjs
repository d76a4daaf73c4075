// How wide the lines of the program are, in columns of a screen (a kana or kanji takes two): the bars of docs/style.md.
import { readFileSync, readdirSync } from "node:fs";

const not = new Set(["obj", "bin", "node_modules"]);
const kinds = { ".cs": { name: "C#", bar: 2 }, ".razor": { name: "Razor", bar: 4 } };
const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;
const width = line => line.length + (line.length > 70 ? (line.match(wide) ?? []).reduce((sum, c) => sum + 2 - c.length, 0) : 0);

function* files(folder) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isDirectory()) { if (!not.has(entry.name)) yield* files(`${folder}/${entry.name}`); }
        else yield `${folder}/${entry.name}`;
    }
}

const counted = Object.fromEntries(Object.keys(kinds).map(k => [k, { lines: 0, over140: 0, over160: 0 }]));
for (const folder of ["src", "tests", "bench", "tools"])
    for (const file of files(folder)) {
        const of = counted[file.slice(file.lastIndexOf("."))];
        if (!of) continue;
        for (const line of readFileSync(file, "utf8").split("\n")) {
            if (!line.trim()) continue;
            const columns = width(line);
            of.lines++;
            if (columns > 140) of.over140++;
            if (columns > 160) of.over160++;
        }
    }
let over = false;
for (const [ending, of] of Object.entries(counted)) {
    const { name, bar } = kinds[ending], percent = of.over160 / of.lines * 100;
    over ||= percent >= bar;
    console.log(`${name}: ${of.lines} 行、160桁を超える ${of.over160} 行（${percent.toFixed(2)} %、${bar} % より下）、140桁を超える ${of.over140} 行`);
}
process.exit(over ? 1 : 0);
