// @ts-check
/** Follows the wire log of a lab as the console does, and throws away what it reads. The address is its argument. */
const reply = await fetch(`${process.argv[2]}/_lab/worlds/default/wire/events`);
if (reply.body === null) throw new Error(`the lab answered ${reply.status} without a stream`);
console.log(JSON.stringify({ url: reply.url }));
for await (const _chunk of reply.body);
