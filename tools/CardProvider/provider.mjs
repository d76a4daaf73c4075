// Practice provider of sign-in by card, in the shape of デジタル認証アプリ: OpenID Connect by oidc-provider (certified), with the people
// of the story town in place of cards. `./dev run` and the tests start it; no city in service does.
//   node provider.mjs --city cities/kiyose [--port 0] [--client keyaki-practice] [--secret practice-card]
// The first line that it prints is its issuer. POST /control/rotate: from now on other keys sign, and the old ones are gone;
// /control/late: its tokens have ended before they arrive; /control/unsure: it asks for no card. With
// --attached it ends when its input does.
import { createServer } from 'node:http';
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Provider, interactionPolicy } from 'oidc-provider';

const { values: given } = parseArgs({ options: {
    city: { type: 'string' }, attached: { type: 'boolean' }, port: { type: 'string', default: '0' },
    client: { type: 'string', default: 'keyaki-practice' }, secret: { type: 'string', default: 'practice-card' },
} });
const read = name => JSON.parse(readFileSync(`${given.city}/${name}`, 'utf8'));
const [city, story] = [read('city.json'), read('story.json')];

// As a card has them: the whole address in one line, in the spelling of the register.
const holders = [...story.residents, ...story.cards].map(p => ({
    id: p.id, name: p.name, birthdate: p.birth, gender: p.sex,
    address: { formatted: typeof p.address === 'string' ? p.address
        : `${city.prefecture}${city.name}${p.address.town}${p.address.street}　${p.address.building ?? ''}`.trimEnd() },
}));
const holder = id => holders.find(h => h.id === id);

const cookies = { keys: [randomUUID()], names: { session: 'card-session', interaction: 'card-interaction', resume: 'card-resume' } };
// Whoever holds up a card agrees with it: nothing is asked afterwards.
const policy = interactionPolicy.base();
policy.remove('consent');
const server = createServer((request, response) => answer(request, response));
let handle, provider, late = false, unsure = false;

function open(issuer) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    provider = new Provider(issuer, {
        cookies,
        // Only this machine: any port of it, because a test's hall has a new one each time.
        clients: [{
            client_id: given.client, client_secret: given.secret, application_type: 'native', token_endpoint_auth_method: 'client_secret_basic',
            grant_types: ['authorization_code'], response_types: ['code'],
            redirect_uris: ['http://127.0.0.1/sign-in/card/return', 'http://localhost/sign-in/card/return'],
        }],
        jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' }] },
        pkce: { required: () => true },
        scopes: ['openid', 'name', 'address', 'birthdate', 'gender'],
        claims: { openid: ['sub'], name: ['name'], address: ['address'], birthdate: ['birthdate'], gender: ['gender'], acr: null, auth_time: null, iss: null, sid: null },
        acrValues: ['aal3', 'crl'],
        features: { devInteractions: { enabled: false } },
        ttl: { AuthorizationCode: 60, AccessToken: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
        interactions: { policy, url: (_, interaction) => `/card/${interaction.uid}` },
        findAccount: (_, sub) => ({ accountId: sub, claims: () => claims(sub) }),
        loadExistingGrant: async ctx => {
            const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
            grant.addOIDCScope(ctx.oidc.params.scope);
            await grant.save();
            return grant;
        },
        renderError: (ctx, out) => { ctx.type = 'html'; ctx.body = page('エラー', `<p>${escape(out.error)}: ${escape(out.error_description ?? '')}</p>`); },
    });
    provider.on('server_error', (_, error) => console.error(error));
    handle = provider.callback();
}

// Nobody is told by the sub who it is.
const subOf = id => createHash('sha256').update(`${given.client} ${id}`).digest('hex');

function claims(sub) {
    const { id, ...facts } = holders.find(h => subOf(h.id) === sub);
    return { sub, ...facts };
}

async function answer(request, response) {
    const url = new URL(request.url, 'http://card');
    // A card is held up each time: whose it was before is forgotten.
    request.headers.cookie = (request.headers.cookie ?? '').replace(/card-session[^;]*;? ?/g, '');
    try {
        if (url.pathname.startsWith('/control/') && request.method === 'POST') {
            if (url.pathname === '/control/rotate') open(provider.issuer);
            if (url.pathname === '/control/late') late = true;
            if (url.pathname === '/control/unsure') unsure = true;
            response.writeHead(204).end();
        } else if (late && url.pathname === '/token') await anHourAgo(() => provider.callback()(request, response));
        else if (url.pathname.startsWith('/card/')) await interact(request, response, url);
        else handle(request, response);
    } catch (error) {
        response.writeHead(400, { 'content-type': 'text/html; charset=utf-8' }).end(page('エラー', `<p>${escape(String(error.message))}</p>`));
    }
}

async function anHourAgo(work) {
    const now = Date.now;
    Date.now = () => now() - 3600_000;
    try { await work(); } finally { Date.now = now; }
}

async function interact(request, response) {
    const { uid, prompt } = await provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
        const choices = holders.map(h => `<p><button name="card" value="${h.id}">${escape(h.name)}（${h.birthdate}、${escape(h.id)}）</button></p>`);
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page('カードをかざす（練習用）',
            `<p>練習用のまちのカードです。人はすべて架空です。</p><form method="post" action="${provider.issuer}/card/${uid}">${choices.join('')}
            <p><button name="card" value="">やめる</button></p></form>`));
        return;
    }
    let body = '';
    for await (const part of request) body += part;
    const chosen = holder(new URLSearchParams(body).get('card'));
    await provider.interactionFinished(request, response, chosen && prompt.name === 'login'
        ? { login: { accountId: subOf(chosen.id), acr: unsure ? 'aal1' : 'aal3', remember: false } }
        : { error: 'access_denied', error_description: 'the person ended it' }, { mergeWithLastSubmission: false });
}

const escape = text => text.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);
const page = (title, body) => `<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><main><h1>${title}</h1>${body}</main></html>`;

server.listen(Number(given.port), '127.0.0.1', () => {
    open(`http://127.0.0.1:${server.address().port}`);
    console.log(provider.issuer);
});
// A test holds its input, and ends it with itself.
if (given.attached) process.stdin.on('end', () => process.exit(0)).resume();
