import { transfer } from 'comlink';
import { exposeWorker } from './expose.ts';
import { createRolloutService } from './rollout-service.ts';

exposeWorker(createRolloutService((value, buffers) => transfer(value, buffers)));
