import { createServer } from 'node:http';

/*
 * A server on loopback that is far away: `node slow-server.ts <milliseconds>` answers each request after so long, and prints its
 * port. `/most` tells how many connections it had at once, at most.
 */

const latencyMs = Number(process.argv[2]);
let [open, most] = [0, 0];

const server = createServer((request, response) => {
  if (request.url === '/most') return void response.end(String(most));
  setTimeout(() => response.end('Sat Aug  8 12:00:00 UTC 2026\n'), latencyMs);
});
server.on('connection', (socket) => {
  open++;
  // The one that asks for the number is not counted.
  if (open > most) most = open;
  socket.on('close', () => open--);
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as { readonly port: number }).port));
