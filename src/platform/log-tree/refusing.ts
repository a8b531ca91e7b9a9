import { reject } from '../../kernel/decider';
import { Refused } from '../commands/refusals';
import { EmptyLog, LogContradictsCheckpoint } from './checkpoints';

/** What stands in the way of a proof, as refusals. */
export const refusing = async <T>(prove: () => Promise<T>): Promise<T> => {
  try {
    return await prove();
  } catch (error) {
    if (error instanceof EmptyLog) throw new Refused(reject('EMPTY_LOG'));
    if (error instanceof LogContradictsCheckpoint)
      throw new Refused(reject('LOG_CONTRADICTS_CHECKPOINT', { size: error.checkpoint.size }));
    throw error;
  }
};
