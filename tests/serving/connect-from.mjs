// Listens on a port of this machine, and connects to it from each of some addresses, one after the other; says what comes of
// that. A program of its own, as it runs in a network of its own.
import { connect, createServer } from 'node:net';

const [port, ...addresses] = process.argv.slice(2);
/** Whom the server holds on to, so that connections stay. */
const held = [];
const server = createServer((socket) => held.push(socket)).listen(Number(port), '::');
await new Promise((done) => server.once('listening', done));
for (const localAddress of addresses) {
  const host = localAddress.includes(':') ? localAddress : '127.0.0.1';
  const state = await new Promise((done) => {
    const socket = connect({ port: Number(port), host, localAddress });
    socket
      .once('connect', () => done('open'))
      .once('error', ({ code }) => done(/REFUSED|RESET/.test(code) ? 'reset' : code));
  });
  console.log(`${localAddress} ${state}`);
}
process.exit();
