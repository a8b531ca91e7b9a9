import { keepReadModels } from '../../src/platform/subscriptions/keep-read-models';
import { counters } from './counters';

void keepReadModels([counters]);
