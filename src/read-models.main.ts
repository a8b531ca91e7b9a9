import 'reflect-metadata';
import { PROJECTIONS } from './contexts';
import { keepReadModels } from './platform/subscriptions/keep-read-models';

void keepReadModels(PROJECTIONS);
