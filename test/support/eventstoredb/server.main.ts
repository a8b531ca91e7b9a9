import { LoopbackServer } from './server';

/**
 * The loopback server as a process of its own, with its log in a file. Arguments: the file, the port (0 takes a free
 * one). Prints its connection string; ends when its input does.
 */
const [, , file, port = '0'] = process.argv;

const run = async (): Promise<void> => {
  const server = await LoopbackServer.start({ port: Number(port), ...(file ? { file } : {}) });
  process.stdout.write(`${server.url}\n`);
  process.stdin.resume().on('end', () => process.exit(0));
};

void run();
