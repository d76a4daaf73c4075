// A system of the city that pulls applications and reports what became of them. Node 20 or newer, no packages.
//
//   KEYAKI=https://office.example.lg.jp CLIENT_ID=… CLIENT_SECRET=… node pull-applications.mjs bulky-waste cursor.txt [granted]
//
// The cursor is kept in a file: the next run goes on where this one ended, also after it broke off in the middle. What is written into
// one's own system before the cursor is kept may come once more; the receipt number and the version tell that it is there.
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const [procedure, cursorFile, state = "submitted"] = process.argv.slice(2);
const { KEYAKI: hall, CLIENT_ID: id, CLIENT_SECRET: secret } = process.env;
if (!procedure || !cursorFile || !hall || !id || !secret) {
    console.error("KEYAKI, CLIENT_ID and CLIENT_SECRET are needed, a procedure and a file for the cursor");
    process.exit(2);
}

let token = { value: "", until: 0 };

/** A token is good for ten minutes; a new one is asked for a little before. */
async function bearer() {
    if (Date.now() < token.until) return token.value;
    const answer = await fetch(`${hall}/office/api/token`, {
        method: "POST",
        body: new URLSearchParams({ grant_type: "client_credentials", client_id: id, client_secret: secret }),
    });
    const said = await answer.json();
    if (!answer.ok) throw new Error(`no token: ${said.error_description ?? answer.status}`);
    token = { value: said.access_token, until: Date.now() + (said.expires_in - 30) * 1000 };
    return token.value;
}

/** Waits longer and longer where the hall is busy or away; everything else is said and ends the run. */
async function call(path, options = {}) {
    for (let wait = 1; ; wait *= 2) {
        let answer;
        try {
            answer = await fetch(hall + path, { ...options, headers: { ...options.headers, authorization: `Bearer ${await bearer()}` } });
        } catch (e) {
            if (wait > 60) throw e;
        }
        if (answer?.ok) return answer;
        if (answer && answer.status !== 503) throw new Error(`${path}: ${(await answer.json().catch(() => ({}))).detail ?? answer.status}`);
        if (wait > 60) throw new Error(`${path}: the hall does not answer`);
        await new Promise(done => setTimeout(done, wait * 1000));
    }
}

/** The same key for each try of one report: it is taken once, however often it arrives. */
const report = (number, body, key = randomUUID()) => call(`/office/api/applications/${number}/processing`, {
    method: "POST", headers: { "content-type": "application/json", "idempotency-key": key }, body: JSON.stringify(body),
});

let after = existsSync(cursorFile) ? readFileSync(cursorFile, "utf8").trim() : "";
for (;;) {
    const query = new URLSearchParams({ procedure, state, limit: "100", ...(after && { after }) });
    const page = await (await call(`/office/api/applications?${query}`)).json();
    if (page.items.length === 0) break;
    for (const head of page.items) {
        const whole = await (await call(`/office/api/applications/${head.number}`)).json();
        // Here one's own system takes it over: whole.answers, and each of whole.files from …/files/<id>.
        console.log(`${head.number}\t${head.appliedOn}\t${whole.answers.length} answers\t${whole.files.length} files`);
        await report(head.number, { state: "imported", reference: `K-${head.number}` });
    }
    writeFileSync(cursorFile, after = page.next);
}
