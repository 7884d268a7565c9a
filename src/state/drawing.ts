import type { BarrierKind, MountKind, SiteKind, ZoneKind } from '#model/city.ts';

/** Tools that add something to the city. */
export const drawingTools = [
  'draw-building',
  'draw-barrier',
  'place-tree',
  'place-mount',
  'draw-site',
  'draw-zone',
] as const;
export type DrawingTool = (typeof drawingTools)[number];

/** What the next drawn thing will be like. Heights in metres. */
export interface DrawingSettings {
  readonly buildingHeightMeters: number;
  /** Underside above the ground. */
  readonly buildingMinHeightMeters: number;
  readonly buildingUse: string;
  readonly barrier: BarrierKind;
  readonly barrierHeightMeters: number;
  readonly barrierOpaque: boolean;
  readonly treeHeightMeters: number;
  readonly crownRadiusMeters: number;
  readonly mount: MountKind;
  readonly mountHeightMeters: number;
  readonly site: SiteKind;
  readonly zone: ZoneKind;
  /** Of a building, site or zone; empty: none. */
  readonly name: string;
}

/** Usual sizes, to start from. */
export const firstDrawingSettings: DrawingSettings = {
  buildingHeightMeters: 9,
  buildingMinHeightMeters: 0,
  buildingUse: 'yes',
  barrier: 'wall',
  barrierHeightMeters: 2,
  barrierOpaque: true,
  treeHeightMeters: 10,
  crownRadiusMeters: 3,
  mount: 'pole',
  mountHeightMeters: 6,
  site: 'school',
  zone: 'interest',
  name: '',
};

/** Corner of what is being drawn, local metres. */
export type Corner = readonly [x: number, y: number];

/** What is drawn: `line` and `outline` take corners one by one, `point` one click; `either`: a point or an outline. */
export type DrawnShape = 'point' | 'line' | 'outline' | 'either';

const shapes: Readonly<Record<DrawingTool, DrawnShape>> = {
  'draw-building': 'outline',
  'draw-barrier': 'line',
  'place-tree': 'point',
  'place-mount': 'point',
  'draw-site': 'either',
  'draw-zone': 'outline',
};

export function shapeOf(tool: DrawingTool): DrawnShape {
  return shapes[tool];
}

export function isDrawingTool(tool: string): tool is DrawingTool {
  return (drawingTools as readonly string[]).includes(tool);
}

/** Whether what is drawn so far can be finished as it stands. */
export function isComplete(tool: DrawingTool, corners: number): boolean {
  switch (shapes[tool]) {
    case 'point':
      return corners >= 1;
    case 'line':
      return corners >= 2;
    case 'outline':
      return corners >= 3;
    case 'either':
      return corners === 1 || corners >= 3;
  }
}

/** Corners at most; the plan takes no more in one outline. */
export const maximumCorners = 2000;
