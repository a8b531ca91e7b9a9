import { Injectable } from '@nestjs/common';
import { HistoryReplay, type ReplayStandView } from './replay-history';

/** What the replays of this process found, for what is written about the log elsewhere. */
@Injectable()
export class ReplayQueries {
  constructor(private readonly replay: HistoryReplay) {}

  /** The last one that came to its end; undefined before the first. */
  last(): ReplayStandView['last'] {
    return this.replay.stand.last;
  }
}
