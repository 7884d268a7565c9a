import { transfer } from 'comlink';
import { drive } from '#jobs/drive.ts';
import type { SceneWorker } from '#protocol/scene-import.ts';
import { importFiles } from '#scene/import-files.ts';
import { writeScenePackage } from '#scene/package/write-package.ts';
import { exposeWorker } from './expose.ts';

const service: SceneWorker = {
  importFiles: (files, onProgress) => drive(importFiles(files), { onProgress }),
  async packageCity(city) {
    const bytes = writeScenePackage(city);
    return transfer(bytes, [bytes.buffer]);
  },
};

exposeWorker(service);
