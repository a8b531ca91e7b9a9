import { NO_STREAM } from '../../../src/kernel/event';
import { SqliteEventStore } from '../../../src/platform/event-store/sqlite.store';
import { facts, newStream } from './facts';

/**
 * Appends for ever with some concurrency and prints one line for each acknowledged event: stream, revision, id. Made to
 * be killed. Arguments: the file, the number of callers.
 */
const [, , file, callers] = process.argv;
const store = SqliteEventStore.open(file!, { walBytes: 128 * 1024 });

const appendForEver = async (): Promise<void> => {
  for (;;) {
    const stream = newStream();
    for (let expected = NO_STREAM; expected < 12;) {
      const asked = facts(1 + Math.floor(Math.random() * 4));
      const { revision } = await store.append(stream, expected, asked);
      // One write for one append: what is on the pipe has been acknowledged, whatever happens next.
      process.stdout.write(asked.map(({ id }, index) => `${stream} ${expected + 1 + index} ${id}\n`).join(''));
      expected = revision;
    }
  }
};

for (let caller = 0; caller < Number(callers); caller += 1) void appendForEver();
