/** Parameters of coordinate systems by their number in the EPSG dataset, as PROJ 9.1 gives them. */

/**
 * ETRS89, NAD83 and WGS 84 are taken as one: they differ by up to 2 m in the horizontal, below the accuracy of the
 * elevation models and map data that are read.
 */
export const grs80 = '+ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs';
const usFeet = '+ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=us-ft +no_defs';
const feet = '+ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=ft +no_defs';
const bessel = '+ellps=bessel +units=m +no_defs';
const swiss = '+ellps=bessel +towgs84=674.374,15.056,405.346,0,0,0,0 +units=m +no_defs';
const german = `+towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7 ${bessel}`;
const austrian = `+towgs84=577.326,90.129,463.919,5.137,1.474,5.297,2.4232 ${bessel}`;

/**
 * Where the datum differs from WGS 84, the published transformation is used (within 1 m for RD New and CH1903+, within
 * about 5 m for the British grid, DHDN and MGI).
 */
export const namedSystems: Readonly<Record<number, readonly [name: string, definition: string]>> = {
  2056: [
    'CH1903+ / LV95',
    `+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +x_0=2600000 +y_0=1200000 ${swiss}`,
  ],
  21781: [
    'CH1903 / LV03',
    `+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +x_0=600000 +y_0=200000 ${swiss}`,
  ],
  2154: ['RGF93 / Lambert-93', `+proj=lcc +lat_1=49 +lat_2=44 +lat_0=46.5 +lon_0=3 +x_0=700000 +y_0=6600000 ${grs80}`],
  2157: [
    'IRENET95 / Irish Transverse Mercator',
    `+proj=tmerc +lat_0=53.5 +lon_0=-8 +k=0.99982 +x_0=600000 +y_0=750000 ${grs80}`,
  ],
  2180: ['ETRF2000-PL / CS92', `+proj=tmerc +lat_0=0 +lon_0=19 +k=0.9993 +x_0=500000 +y_0=-5300000 ${grs80}`],
  2193: [
    'NZGD2000 / New Zealand Transverse Mercator 2000',
    `+proj=tmerc +lat_0=0 +lon_0=173 +k=0.9996 +x_0=1600000 +y_0=10000000 ${grs80}`,
  ],
  2227: [
    'NAD83 / California zone 3 (ftUS)',
    `+proj=lcc +lat_0=36.5 +lon_0=-120.5 +lat_1=38.4333333333333 +lat_2=37.0666666666667 +x_0=2000000.0001016 +y_0=500000.0001016 ${usFeet}`,
  ],
  2230: [
    'NAD83 / California zone 6 (ftUS)',
    `+proj=lcc +lat_0=32.1666666666667 +lon_0=-116.25 +lat_1=33.8833333333333 +lat_2=32.7833333333333 +x_0=2000000.0001016 +y_0=500000.0001016 ${usFeet}`,
  ],
  2249: [
    'NAD83 / Massachusetts Mainland (ftUS)',
    `+proj=lcc +lat_0=41 +lon_0=-71.5 +lat_1=42.6833333333333 +lat_2=41.7166666666667 +x_0=200000.0001016 +y_0=750000 ${usFeet}`,
  ],
  2253: [
    'NAD83 / Michigan South (ft)',
    `+proj=lcc +lat_0=41.5 +lon_0=-84.3666666666667 +lat_1=43.6666666666667 +lat_2=42.1 +x_0=3999999.999984 +y_0=0 ${feet}`,
  ],
  2263: [
    'NAD83 / New York Long Island (ftUS)',
    `+proj=lcc +lat_0=40.1666666666667 +lon_0=-74 +lat_1=41.0333333333333 +lat_2=40.6666666666667 +x_0=300000 +y_0=0 ${usFeet}`,
  ],
  2272: [
    'NAD83 / Pennsylvania South (ftUS)',
    `+proj=lcc +lat_0=39.3333333333333 +lon_0=-77.75 +lat_1=40.9666666666667 +lat_2=39.9333333333333 +x_0=600000 +y_0=0 ${usFeet}`,
  ],
  2278: [
    'NAD83 / Texas South Central (ftUS)',
    `+proj=lcc +lat_0=27.8333333333333 +lon_0=-99 +lat_1=30.2833333333333 +lat_2=28.3833333333333 +x_0=600000 +y_0=3999999.9998984 ${usFeet}`,
  ],
  2285: [
    'NAD83 / Washington North (ftUS)',
    `+proj=lcc +lat_0=47 +lon_0=-120.833333333333 +lat_1=48.7333333333333 +lat_2=47.5 +x_0=500000.0001016 +y_0=0 ${usFeet}`,
  ],
  3006: ['SWEREF99 TM', `+proj=utm +zone=33 ${grs80}`],
  3035: ['ETRS89 / LAEA Europe', `+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 ${grs80}`],
  3059: ['LKS92 / Latvia TM', `+proj=tmerc +lat_0=0 +lon_0=24 +k=0.9996 +x_0=500000 +y_0=-6000000 ${grs80}`],
  3067: ['ETRS89 / TM35FIN', `+proj=utm +zone=35 ${grs80}`],
  3301: [
    'Estonian Coordinate System of 1997',
    `+proj=lcc +lat_0=57.5175539305556 +lon_0=24 +lat_1=59.3333333333333 +lat_2=58 +x_0=500000 +y_0=6375000 ${grs80}`,
  ],
  3346: ['LKS94 / Lithuania TM', `+proj=tmerc +lat_0=0 +lon_0=24 +k=0.9998 +x_0=500000 +y_0=0 ${grs80}`],
  3414: [
    'SVY21 / Singapore TM',
    '+proj=tmerc +lat_0=1.36666666666667 +lon_0=103.833333333333 +k=1 +x_0=28001.642 +y_0=38744.572 +datum=WGS84 +units=m +no_defs',
  ],
  3435: [
    'NAD83 / Illinois East (ftUS)',
    `+proj=tmerc +lat_0=36.6666666666667 +lon_0=-88.3333333333333 +k=0.999975 +x_0=300000 +y_0=0 ${usFeet}`,
  ],
  3763: [
    'ETRS89 / Portugal TM06',
    `+proj=tmerc +lat_0=39.6682583333333 +lon_0=-8.13310833333333 +k=1 +x_0=0 +y_0=0 ${grs80}`,
  ],
  3765: ['HTRS96 / Croatia TM', `+proj=tmerc +lat_0=0 +lon_0=16.5 +k=0.9999 +x_0=500000 +y_0=0 ${grs80}`],
  3794: [
    'Slovenia 1996 / Slovene National Grid',
    `+proj=tmerc +lat_0=0 +lon_0=15 +k=0.9999 +x_0=500000 +y_0=-5000000 ${grs80}`,
  ],
  3812: [
    'ETRS89 / Belgian Lambert 2008',
    `+proj=lcc +lat_0=50.797815 +lon_0=4.35921583333333 +lat_1=49.8333333333333 +lat_2=51.1666666666667 +x_0=649328 +y_0=665262 ${grs80}`,
  ],
  5186: ['Korea 2000 / Central Belt 2010', `+proj=tmerc +lat_0=38 +lon_0=127 +k=1 +x_0=200000 +y_0=600000 ${grs80}`],
  6677: [
    'JGD2011 / Japan Plane Rectangular CS IX',
    `+proj=tmerc +lat_0=36 +lon_0=139.833333333333 +k=0.9999 +x_0=0 +y_0=0 ${grs80}`,
  ],
  27700: [
    'OSGB36 / British National Grid',
    '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs',
  ],
  28992: [
    'Amersfoort / RD New',
    `+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +towgs84=565.4171,50.3319,465.5524,-0.398957388243134,0.343987817378283,-1.87740163998045,4.0725 ${bessel}`,
  ],
  31256: [
    'MGI / Austria GK East',
    `+proj=tmerc +lat_0=0 +lon_0=16.3333333333333 +k=1 +x_0=0 +y_0=-5000000 ${austrian}`,
  ],
  31466: ['DHDN / 3-degree Gauss-Kruger zone 2', `+proj=tmerc +lat_0=0 +lon_0=6 +k=1 +x_0=2500000 +y_0=0 ${german}`],
  31467: ['DHDN / 3-degree Gauss-Kruger zone 3', `+proj=tmerc +lat_0=0 +lon_0=9 +k=1 +x_0=3500000 +y_0=0 ${german}`],
  31468: ['DHDN / 3-degree Gauss-Kruger zone 4', `+proj=tmerc +lat_0=0 +lon_0=12 +k=1 +x_0=4500000 +y_0=0 ${german}`],
  31469: ['DHDN / 3-degree Gauss-Kruger zone 5', `+proj=tmerc +lat_0=0 +lon_0=15 +k=1 +x_0=5500000 +y_0=0 ${german}`],
};

/** Longitude and latitude on a datum that is taken as WGS 84. */
export const geographicCodes: Readonly<Record<number, string>> = {
  4326: 'WGS 84',
  4979: 'WGS 84 (3D)',
  4258: 'ETRS89',
  4937: 'ETRS89 (3D)',
  4269: 'NAD83',
  4617: 'NAD83(CSRS)',
  4759: 'NAD83(NSRS2007)',
  6318: 'NAD83(2011)',
  4171: 'RGF93',
  4173: 'IRENET95',
  4167: 'NZGD2000',
  4283: 'GDA94',
  7844: 'GDA2020',
  4490: 'CGCS2000',
  4612: 'JGD2000',
  6668: 'JGD2011',
  4674: 'SIRGAS 2000',
  4619: 'SWEREF99',
  4661: 'LKS92',
  4737: 'Korea 2000',
  4765: 'Slovenia 1996',
};

/** Compound systems → their horizontal part; the height part is an orthometric height in metres in all of them. */
export const compoundCodes: Readonly<Record<number, number>> = {
  5498: 4269,
  5554: 25831,
  5555: 25832,
  5556: 25833,
  5942: 4258,
  5972: 25832,
  5973: 25833,
  7405: 27700,
  7415: 28992,
  7416: 25832,
  7423: 4258,
  9518: 4326,
  9705: 4326,
};

/** Codes of UTM zones in a row: of the first and the last, the number of the first zone, the definition after the zone. */
export const utmRanges: readonly {
  readonly first: number;
  readonly last: number;
  readonly datum: string;
  readonly zone: number;
  readonly south: boolean;
  readonly rest: string;
}[] = [
  { first: 32601, last: 32660, datum: 'WGS 84', zone: 1, south: false, rest: '+datum=WGS84 +units=m +no_defs' },
  { first: 32701, last: 32760, datum: 'WGS 84', zone: 1, south: true, rest: '+datum=WGS84 +units=m +no_defs' },
  { first: 25828, last: 25838, datum: 'ETRS89', zone: 28, south: false, rest: grs80 },
  { first: 26901, last: 26923, datum: 'NAD83', zone: 1, south: false, rest: grs80 },
  { first: 6330, last: 6348, datum: 'NAD83(2011)', zone: 1, south: false, rest: grs80 },
  { first: 2955, last: 2957, datum: 'NAD83(CSRS)', zone: 11, south: false, rest: grs80 },
  { first: 2958, last: 2962, datum: 'NAD83(CSRS)', zone: 17, south: false, rest: grs80 },
  { first: 28348, last: 28358, datum: 'GDA94', zone: 48, south: true, rest: grs80 },
  { first: 7846, last: 7859, datum: 'GDA2020', zone: 46, south: true, rest: grs80 },
  { first: 31978, last: 31985, datum: 'SIRGAS 2000', zone: 18, south: true, rest: grs80 },
];
