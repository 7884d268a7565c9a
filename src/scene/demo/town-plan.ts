import type { StreetClass } from '#model/city.ts';
import type { Point } from './plane.ts';

/**
 * The plan of Havnby, drawn by hand: an old town in the bend of a river, ringed by a boulevard where its walls stood,
 * radial roads, an outer ring road, a railway. Everything between these lines is grown from the seed. Local metres.
 */

export const halfSideMeters = 1000;

/** How a line of the plan is built. `half` is the distance from its axis to the building line. */
export interface LineStyle {
  readonly class: StreetClass | null;
  readonly half: number;
  readonly width: number;
  readonly lanes: number | null;
  readonly maxSpeedKmh: number | null;
  readonly lampSpacing: number;
  readonly treeSpacing: number;
}

const style = (
  streetClass: StreetClass | null,
  half: number,
  width: number,
  lanes: number | null,
  maxSpeedKmh: number | null,
  lampSpacing = 0,
  treeSpacing = 0,
): LineStyle => ({ class: streetClass, half, width, lanes, maxSpeedKmh, lampSpacing, treeSpacing });

/** Widths follow common practice: 3.25–3.5 m a lane, 3 m a pavement, 1.5–2 m a cycle track, parking where there is room. */
export const lineStyles = {
  border: style(null, 5, 0, null, null),
  bank: style(null, 1, 0, null, null),
  railside: style(null, 2.5, 0, null, null),
  fence: style(null, 2, 0, null, null),
  primary: style('primary', 15, 14, 4, 50, 30, 20),
  boulevard: style('secondary', 15, 11, 2, 50, 28, 13),
  secondary: style('secondary', 11.5, 10, 2, 50, 30),
  tertiary: style('tertiary', 9.5, 8, 2, 40, 32),
  quay: style('tertiary', 9, 7, 2, 30, 30, 16),
  promenade: style('footway', 5, 4, null, null, 40),
  avenue: style('residential', 10.5, 7, 2, 40, 32, 16),
  residential: style('residential', 8, 6.5, 2, 40, 34),
  suburb: style('residential', 6, 5.5, 2, 30, 38),
  close: style('living_street', 5, 5, 1, 20, 36),
  lane: style('living_street', 4.5, 5, 1, 20, 26),
  shopping: style('pedestrian', 6, 9, null, null, 24),
  works: style('tertiary', 10, 8.5, 2, 50, 36),
} as const satisfies Record<string, LineStyle>;
export type LineStyleName = keyof typeof lineStyles;

export interface PlanLine {
  readonly name: string | null;
  readonly style: LineStyleName;
  readonly points: readonly Point[];
  readonly closed?: boolean;
}

const path = (coordinates: readonly number[]): Point[] =>
  Array.from({ length: coordinates.length / 2 }, (_, i) => ({ x: coordinates[2 * i], y: coordinates[2 * i + 1] }));

/** Middle of the river from east to west, with half its width. */
export const river: readonly (Point & { readonly half: number })[] = [
  { x: 1150, y: -60, half: 25 },
  { x: 850, y: -150, half: 25 },
  { x: 600, y: -300, half: 26 },
  { x: 320, y: -365, half: 29 },
  { x: 60, y: -300, half: 31 },
  { x: -180, y: -190, half: 30 },
  { x: -430, y: -165, half: 30 },
  { x: -680, y: -255, half: 33 },
  { x: -880, y: -320, half: 36 },
  { x: -1150, y: -350, half: 40 },
];

/** Middle of the railway from west to east, with half its width: wide at the station. */
export const railway: readonly (Point & { readonly half: number })[] = [
  { x: -1150, y: 655, half: 9 },
  { x: -600, y: 600, half: 9 },
  { x: -250, y: 548, half: 12 },
  { x: -60, y: 515, half: 20 },
  { x: 120, y: 497, half: 34 },
  { x: 380, y: 484, half: 34 },
  { x: 560, y: 482, half: 20 },
  { x: 760, y: 490, half: 11 },
  { x: 1150, y: 535, half: 9 },
];

export const oldTownRing = path([
  -389, -121, -380, -50, -345, 70, -290, 190, -205, 265, -90, 308, 30, 315, 140, 265, 215, 160, 258, 40, 264, -90, 243,
  -220, 232, -311,
]);

/** In the order in which they are laid: a line may end on any line before it. */
export const planLines: readonly PlanLine[] = [
  {
    name: 'Landevejen',
    style: 'primary',
    points: path([
      -1100, 150, -760, 105, -540, 122, -345, 70, -210, 60, -95, 28, 20, 20, 130, 22, 256, 42, 420, 72, 620, 66, 805,
      140, 1100, 235,
    ]),
  },
  {
    name: 'Møllevejen',
    style: 'primary',
    points: path([
      -690, 1100, -600, 870, -490, 640, -350, 450, -205, 262, -150, 130, -108, 25, -72, -110, -42, -240, -30, -360, -75,
      -560, -130, -790, -105, -1100,
    ]),
  },
  {
    name: 'Parkgade',
    style: 'primary',
    points: path([
      565, 1100, 520, 860, 462, 660, 440, 484, 428, 300, 415, 72, 375, -120, 338, -300, 332, -430, 395, -570, 520, -730,
      655, -900, 720, -1100,
    ]),
  },
  {
    name: 'Ringvejen',
    style: 'primary',
    closed: true,
    points: path([
      -775, -290, -795, -60, -762, 105, -725, 360, -640, 560, -540, 745, -330, 800, 150, 815, 505, 795, 690, 665, 770,
      490, 812, 310, 806, 140, 795, -40, 755, -205, 700, -430, 575, -640, 420, -790, 150, -800, -135, -800, -420, -770,
      -640, -620, -740, -440,
    ]),
  },
  {
    name: 'Vestergade',
    style: 'secondary',
    points: path([
      -1100, -930, -830, -720, -660, -590, -540, -450, -462, -310, -432, -165, -436, -20, -456, 110, -480, 280, -468,
      440, -420, 590,
    ]),
  },
  { name: 'Volden', style: 'boulevard', points: oldTownRing },
  {
    name: 'Banegade',
    style: 'secondary',
    points: path([-420, 500, -372, 482, -180, 440, 0, 402, 120, 366, 225, 352, 330, 350, 428, 346, 600, 356, 805, 330]),
  },
  { name: 'Stationsgade', style: 'avenue', points: path([140, 235, 150, 257, 190, 305, 226, 352, 230, 375]) },
  {
    name: 'Søndre Boulevard',
    style: 'boulevard',
    points: path([-610, -500, -530, -472, -420, -455, -260, -458, -50, -482, 180, -515, 400, -528]),
  },
  { name: 'Nørre Allé', style: 'tertiary', points: path([-352, 820, -345, 760, -315, 670, -260, 600, -225, 530]) },
  {
    name: 'Klostergade',
    style: 'lane',
    points: path([-320, 195, -292, 188, -190, 172, -130, 156, -16, 148, 110, 165, 240, 156]),
  },
  {
    name: 'Torvegade',
    style: 'lane',
    points: path([48, 340, 40, 312, 22, 190, 12, 70, 4, -72, 24, -160, 58, -262, 70, -300, 92, -410]),
  },
  { name: 'Strandstræde', style: 'lane', points: path([-410, -48, -230, -66, -90, -72, 4, -74, 110, -84, 290, -98]) },
  {
    name: 'Skovstien',
    style: 'promenade',
    points: path([-1100, 800, -930, 790, -800, 830, -720, 905, -600, 930]),
  },
  { name: 'Perronvej', style: 'tertiary', points: path([117, 480, 118, 410, 121, 340]) },
  { name: 'Postgade', style: 'tertiary', points: path([334, 470, 332, 400, 330, 330]) },
];

/** What is built around a place; a quarter reaches as far as no other seed is nearer. */
export const quarterSeeds: readonly (Point & { readonly quarter: string })[] = [
  { x: -350, y: 290, quarter: 'grid-west' },
  { x: -600, y: 300, quarter: 'grid-west' },
  { x: -560, y: 520, quarter: 'grid-west' },
  { x: -390, y: 470, quarter: 'grid-west' },
  { x: -280, y: 380, quarter: 'grid-west' },
  { x: -600, y: -60, quarter: 'park' },
  { x: -395, y: 10, quarter: 'rampart' },
  { x: -20, y: 360, quarter: 'grid-west' },
  { x: -140, y: 480, quarter: 'apartments' },
  { x: 40, y: 440, quarter: 'downtown' },
  { x: 226, y: 410, quarter: 'station' },
  { x: 380, y: 400, quarter: 'downtown' },
  { x: 320, y: 200, quarter: 'downtown' },
  { x: 330, y: -60, quarter: 'downtown' },
  { x: 300, y: -240, quarter: 'downtown' },
  { x: 600, y: 210, quarter: 'downtown' },
  { x: 600, y: 420, quarter: 'works' },
  { x: 580, y: -90, quarter: 'grid-east' },
  { x: -250, y: -330, quarter: 'grid-south' },
  { x: 120, y: -430, quarter: 'grid-south' },
  { x: -320, y: -620, quarter: 'grid-south' },
  { x: -560, y: -350, quarter: 'apartments' },
  { x: -650, y: -400, quarter: 'apartments' },
  { x: 130, y: -660, quarter: 'mixed' },
  { x: 520, y: -470, quarter: 'estate' },
  { x: -420, y: 670, quarter: 'apartments' },
  { x: -80, y: 680, quarter: 'rows' },
  { x: 250, y: 660, quarter: 'mixed' },
  { x: 600, y: 620, quarter: 'apartments' },
  { x: -880, y: 860, quarter: 'villas' },
  { x: -880, y: 420, quarter: 'mixed' },
  { x: -100, y: 910, quarter: 'mixed' },
  { x: 300, y: 910, quarter: 'mixed' },
  { x: 830, y: 800, quarter: 'villas' },
  { x: -900, y: -80, quarter: 'rows' },
  { x: -900, y: -520, quarter: 'villas' },
  { x: -600, y: -880, quarter: 'villas' },
  { x: -250, y: -900, quarter: 'rows' },
  { x: 250, y: -900, quarter: 'mixed' },
  { x: 800, y: -800, quarter: 'estate' },
  { x: 880, y: -420, quarter: 'rows' },
  { x: 900, y: 30, quarter: 'works' },
  { x: 900, y: 380, quarter: 'works' },
];

/** Whole faces between planned lines that are kept for one purpose. */
export const reservedPlaces: readonly (Point & { readonly quarter: string })[] = [
  { x: -45, y: -25, quarter: 'market' },
  { x: -45, y: 90, quarter: 'church' },
  { x: 226, y: 410, quarter: 'station' },
  { x: 590, y: 640, quarter: 'hospital' },
  { x: -880, y: 900, quarter: 'wood' },
];

/** Blocks, found by a point in them after the quarters have grown, that hold something other than their quarter's houses. */
export const landmarkPlaces: readonly (Point & { readonly landmark: LandmarkKind; readonly name: string })[] = [
  { x: 226, y: 295, landmark: 'townSchool', name: 'Stationsgades Skole' },
  { x: -560, y: 250, landmark: 'townSchool', name: 'Vestergades Skole' },
  { x: -100, y: 690, landmark: 'school', name: 'Nørre Skole' },
  { x: -870, y: -560, landmark: 'school', name: 'Åens Skole' },
  { x: 470, y: -860, landmark: 'school', name: 'Sønder Skole' },
  { x: 880, y: -650, landmark: 'school', name: 'Parkens Skole' },
  { x: 320, y: 190, landmark: 'police', name: 'Politigården' },
  { x: 560, y: 150, landmark: 'library', name: 'Havnby Bibliotek' },
  { x: 870, y: 300, landmark: 'fireStation', name: 'Brandstationen' },
  { x: 880, y: 60, landmark: 'fuel', name: 'Tanken ved Ringvejen' },
  { x: -850, y: 180, landmark: 'fuel', name: 'Tanken på Landevejen' },
  { x: 600, y: -190, landmark: 'university', name: 'Havnby Højskole' },
  { x: 880, y: 900, landmark: 'allotments', name: 'Haveforeningen Solhøj' },
  { x: 300, y: 900, landmark: 'sports', name: 'Nørre Stadion' },
  { x: -560, y: -900, landmark: 'wood', name: 'Sønderlunden' },
  { x: -260, y: -900, landmark: 'sports', name: 'Sønder Idrætspark' },
  { x: 130, y: -640, landmark: 'wood', name: 'Lindeparken' },
  { x: -330, y: -600, landmark: 'garden', name: 'Sankt Annas Have' },
  { x: -420, y: 300, landmark: 'garden', name: 'Vesterhave' },
  { x: 590, y: -60, landmark: 'garden', name: 'Østre Plads' },
];
export type LandmarkKind =
  | 'townSchool'
  | 'school'
  | 'police'
  | 'library'
  | 'fireStation'
  | 'fuel'
  | 'university'
  | 'wood'
  | 'allotments'
  | 'sports'
  | 'garden';

/** Parallel families of streets that make a quarter's grid: bearing of the first family, degrees from east, and spacings. */
export const gridQuarters: readonly {
  readonly quarter: string;
  readonly center: Point;
  readonly radius: number;
  readonly angleDegrees: number;
  readonly along: number;
  readonly across: number;
}[] = [
  { quarter: 'grid-west', center: { x: -420, y: 320 }, radius: 420, angleDegrees: 34, along: 92, across: 128 },
  { quarter: 'grid-south', center: { x: -160, y: -540 }, radius: 520, angleDegrees: -6, along: 88, across: 122 },
  { quarter: 'grid-east', center: { x: 580, y: -90 }, radius: 280, angleDegrees: 12, along: 84, across: 104 },
];
