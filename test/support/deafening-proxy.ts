import net from 'node:net';
import pg from 'pg';

/** A way to the database on which connections can stop answering without an end, as they do when a machine is gone; later ones answer. */
export async function deafeningProxy(url: string) {
  const { user = '', host, port, database } = new pg.Client({ connectionString: url });
  const open = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = host.startsWith('/') ? net.connect(`${host}/.s.PGSQL.${port}`) : net.connect(port, host);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
    }
    near.on('close', () => far.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `postgres://${encodeURIComponent(user)}@127.0.0.1:${(server.address() as net.AddressInfo).port}/${database}`,
    deafen: () => {
      for (const socket of open) socket.unpipe().on('data', () => undefined);
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
