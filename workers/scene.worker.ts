import { transfer } from 'comlink';
import { drive } from '#jobs/drive.ts';
import type { SceneWorker } from '#protocol/scene-import.ts';
import { bundleExport } from '#scene/export/bundle-export.ts';
import { importFiles, inspectFiles } from '#scene/import-files.ts';
import { writeScenePackage } from '#scene/package/write-package.ts';
import { exposeWorker } from './expose.ts';

const service: SceneWorker = {
  inspectFiles: (files) => inspectFiles(files),
  importFiles: (files, options, onProgress) => drive(importFiles(files, options), { onProgress }),
  async exportCity(city, format) {
    const outcome = bundleExport(city, format);
    return outcome.ok ? transfer(outcome, [outcome.value.bytes.buffer]) : outcome;
  },
  async packageCity(city) {
    const bytes = writeScenePackage(city);
    return transfer(bytes, [bytes.buffer]);
  },
};

exposeWorker(service);
