/** How far a long piece of work has come. */
export type Report = (done: number, total: number, what: string) => void;

const BAR_WIDTH = 30;
const REDRAW_MS = 100;
const LINES_IN_LOG = 5;

/** A bar on a terminal; a line for every fifth of the way where nobody is looking. */
export const progressBar = (stream: NodeJS.WriteStream, clock: () => number): Report => {
  let drawnAt = 0;
  let linesWritten = 0;
  return (done, total, what) => {
    const finished = done >= total;
    const percent = Math.floor((100 * done) / Math.max(total, 1));
    if (stream.isTTY) {
      if (!finished && clock() - drawnAt < REDRAW_MS) return;
      drawnAt = clock();
      const filled = Math.round((BAR_WIDTH * percent) / 100);
      stream.write(`\r[${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}] ${percent} % ${what.padEnd(40)}`);
      if (finished) stream.write('\n');
      return;
    }
    if (percent < (100 / LINES_IN_LOG) * (linesWritten + 1)) return;
    linesWritten = Math.floor((percent * LINES_IN_LOG) / 100);
    stream.write(`${percent} % ${what}\n`);
  };
};
