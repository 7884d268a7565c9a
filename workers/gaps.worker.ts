import { exposeWorker } from './expose.ts';
import { createGapsService } from './gaps-service.ts';

exposeWorker(createGapsService());
