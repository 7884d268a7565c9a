import { transfer } from 'comlink';
import { createCoverageService } from './coverage-service.ts';
import { exposeWorker } from './expose.ts';

exposeWorker(createCoverageService((value, buffers) => transfer(value, buffers)));
