import {createLab} from './provider/lab/create-lab.ts';
const ns = [0, 90, 900, 990];
const labs = [];
for (const n of ns) { const lab = await createLab({}); for (let i=0;i<n;i++) await lab.default.people.add({key:`p${i}`}); labs.push(lab); }
const time = async (f: () => Promise<unknown>, k=300) => { const s = performance.now(); for (let i=0;i<k;i++) await f(); return ((performance.now()-s)/k*1000).toFixed(1); };
const [c] = await labs[0]!.default.facebook.clients();
for (let round=0; round<4; round++) for (const [i, lab] of labs.entries()) {
  const w = lab.default;
  const t = await (await fetch(`${w.facebook.address}/oauth/access_token?client_id=${c!.clientId}&client_secret=${c!.clientSecret}&grant_type=client_credentials`)).json() as any;
  console.log(ns[i], 'change µs', await time(() => w.people.change('ana@example.com', {})), 'sessions.list', await time(() => w.sessions.list()), 'sessions of ana', await time(() => w.sessions.list({person:'ana'})), 'graph/{id}', await time(async () => (await fetch(`${w.facebook.address}/12345678901234567?access_token=${t.access_token}`)).text(), 60), 'graph picture', await time(async () => (await fetch(`${w.facebook.address}/12345678901234567/picture`)).text(), 60), 'tokens.list', await time(() => w.tokens.list()));
}
for (const l of labs) await l.close();
