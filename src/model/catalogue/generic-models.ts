import type { DeviceModel } from '../device-model.ts';
import { alprModels, cameraModels } from './camera-models.ts';
import { accessModels, sensorModels } from './other-models.ts';

/**
 * Generic models, no makes. Pixel counts are the common video formats; sensor sizes, lenses, prices, power and reliability are
 * usual values for the class and not from a data sheet: assumptions, marked so wherever they are shown.
 */
export const genericModels: readonly DeviceModel[] = [...cameraModels, ...alprModels, ...accessModels, ...sensorModels];
