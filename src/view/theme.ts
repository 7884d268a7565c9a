import type { AreaKind } from '#model/city.ts';

/** Colours of the drawn city; the same model by day and by night. CSS colours, sRGB. */
export interface CityPalette {
  readonly background: string;
  readonly wall: string;
  readonly roof: string;
  readonly edge: string;
  readonly edgeOpacity: number;
  readonly tree: string;
  readonly trunk: string;
  readonly mount: string;
  readonly device: string;
  readonly pole: string;
  readonly existingDevice: string;
  readonly retiredDevice: string;
  /** Wires and radio of the network, and those that do not carry what they must. */
  readonly network: string;
  readonly bad: string;
  /** What goes unobserved: ways in, and what is lost in a cutover. */
  readonly unobserved: string;
  /** Ground that is pointed out: a blind spot. */
  readonly warn: string;
  readonly accent: string;
  /** Cones of cameras that are not selected. */
  readonly cone: string;
  readonly site: string;
  /** Perimeters of the plan's own sites. */
  readonly planSite: string;
  readonly surveillance: string;
  /** People and cars that are seen through a lens. */
  readonly figure: string;
  readonly zone: string;
  /** Fences, guard rails and what else one sees through. */
  readonly barrier: string;
  readonly portal: string;
  readonly ground: GroundPalette;
  readonly light: LightPalette;
  readonly coverageOpacity: number;
  /** Red, green, blue, opacity of the line between two classes, and of the one around all of them; 0 … 1. */
  readonly classLine: readonly [number, number, number, number];
  readonly coverageLine: readonly [number, number, number, number];
}

export interface GroundPalette {
  readonly base: string;
  readonly street: string;
  readonly kerb: string;
  readonly footway: string;
  readonly square: string;
  readonly platform: string;
  readonly green: string;
  readonly water: string;
  /** Tones of land use, all near the base. */
  readonly landUse: Readonly<Partial<Record<AreaKind, string>>>;
  readonly rail: string;
  readonly marking: string;
  readonly zebra: string;
  /** Contact shadow: colour, and opacity of the near and the wide one. */
  readonly contact: readonly [red: number, green: number, blue: number];
  readonly contactNear: number;
  readonly contactWide: number;
}

export interface LightPalette {
  readonly sun: string;
  readonly sunIntensity: number;
  readonly sky: string;
  readonly skyIntensity: number;
  readonly ambient: string;
  readonly ambientIntensity: number;
}

const light: CityPalette = {
  background: '#f1efeb',
  wall: '#f7f5f2',
  roof: '#fbfaf8',
  edge: '#a39d93',
  edgeOpacity: 0.5,
  tree: '#c3cbb2',
  trunk: '#b7b0a2',
  mount: '#8d887f',
  device: '#2b2d31',
  pole: '#77736b',
  existingDevice: '#8d887f',
  retiredDevice: '#c9c4ba',
  network: '#5c5e62',
  bad: '#c8321f',
  unobserved: '#e2492b',
  warn: '#965800',
  accent: '#5b3df5',
  cone: '#3d4a52',
  site: '#77736b',
  planSite: '#3d4a52',
  surveillance: '#77736b',
  figure: '#8a8178',
  zone: '#5c5e62',
  barrier: '#a39d93',
  portal: '#8d887f',
  ground: {
    base: '#e6e4df',
    street: '#f7f6f4',
    kerb: '#cfccc5',
    footway: '#efede9',
    square: '#eeece8',
    platform: '#f1efeb',
    green: '#d3dac6',
    water: '#c3d0d6',
    landUse: {
      commercial: '#e7e3dc',
      industrial: '#e2dfda',
      civic: '#e8e5de',
      railway: '#e1ded8',
      construction: '#e4dfd5',
    },
    rail: '#c6c3bc',
    marking: '#dcd9d2',
    zebra: '#dedbd4',
    contact: [88, 76, 60],
    contactNear: 0.2,
    contactWide: 0.18,
  },
  light: {
    sun: '#fff4e6',
    sunIntensity: 1.62,
    sky: '#f4f6fb',
    skyIntensity: 2.85,
    ambient: '#ffffff',
    ambientIntensity: 0.56,
  },
  coverageOpacity: 0.8,
  classLine: [20 / 255, 40 / 255, 60 / 255, 0.2],
  coverageLine: [30 / 255, 50 / 255, 60 / 255, 0.3],
};

const dark: CityPalette = {
  background: '#101214',
  wall: '#5f6165',
  roof: '#707276',
  edge: '#aab1bb',
  edgeOpacity: 0.34,
  tree: '#66756a',
  trunk: '#5c5a57',
  mount: '#7d858f',
  device: '#c9ced6',
  pole: '#8d95a1',
  existingDevice: '#8d95a1',
  retiredDevice: '#5b6068',
  network: '#a5abb3',
  bad: '#ff7a66',
  unobserved: '#ff6a4d',
  warn: '#f0b429',
  accent: '#8b76ff',
  cone: '#c9d6e4',
  site: '#8d95a1',
  planSite: '#c9d6e4',
  surveillance: '#8d95a1',
  figure: '#b9b4ad',
  zone: '#a5abb3',
  barrier: '#8d95a1',
  portal: '#8d95a1',
  ground: {
    base: '#26282b',
    street: '#36393d',
    kerb: '#42474e',
    footway: '#2e3033',
    square: '#2b2d30',
    platform: '#303338',
    green: '#2a332d',
    water: '#18222c',
    landUse: {
      commercial: '#282a2c',
      industrial: '#232528',
      civic: '#292a2c',
      railway: '#232528',
      construction: '#292826',
    },
    rail: '#444951',
    marking: '#4b5057',
    zebra: '#4a4f56',
    contact: [0, 0, 0],
    contactNear: 0.3,
    contactWide: 0.27,
  },
  light: {
    sun: '#f0f2f8',
    sunIntensity: 2.35,
    sky: '#dfe2e8',
    skyIntensity: 1.5,
    ambient: '#ffffff',
    ambientIntensity: 0.42,
  },
  coverageOpacity: 0.86,
  classLine: [220 / 255, 240 / 255, 1, 0.16],
  coverageLine: [210 / 255, 235 / 255, 1, 0.22],
};

export type Theme = 'light' | 'dark';

export const cityPalettes: Readonly<Record<Theme, CityPalette>> = { light, dark };
