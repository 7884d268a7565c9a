// AssemblyScript (compiled by scripts/build-wasm.ts): `LevelShadows` of ../level-shadows.ts with the fill of
// ../convex-fill.ts, for one scene in one memory. Read those first: names and order are the same, and so is every bit of the
// result. Addresses are bytes in the module's memory, which the loader lays out; no function allocates.

// ---- The scene: tables of ../solids.ts and ../bucket-grid.ts, and the ground's bits.
let ringStart: usize = 0;
let vertexStart: usize = 0;
let corners: usize = 0;
let topZ: usize = 0;
let minX: usize = 0;
let minY: usize = 0;
let maxX: usize = 0;
let maxY: usize = 0;
let convex: usize = 0;
let bucketStart: usize = 0;
let bucketItems: usize = 0;
let bucketSize: f64 = 1;
let bucketX: f64 = 0;
let bucketY: f64 = 0;
let bucketColumns: i32 = 0;
let bucketRows: i32 = 0;

// ---- Working memory.
let cover: usize = 0;
let lines: usize = 0;
let walls: usize = 0;
let ringCount: usize = 0;
let foundSolid: usize = 0;
let foundDistance: usize = 0;
let sortedSolid: usize = 0;
let sortedDistance: usize = 0;

const ringWidth: f64 = 4;
const lastRing: i32 = 1023;
const doubt: f64 = 1.0 / 65536.0;
const widening: f64 = 1.0 + 1e-9;
const slack: f64 = 1e-6;

export function setSolids(
  ringStarts: usize,
  vertexStarts: usize,
  xy: usize,
  tops: usize,
  west: usize,
  south: usize,
  east: usize,
  north: usize,
  convexFlags: usize,
): void {
  ringStart = ringStarts;
  vertexStart = vertexStarts;
  corners = xy;
  topZ = tops;
  minX = west;
  minY = south;
  maxX = east;
  maxY = north;
  convex = convexFlags;
}

export function setBuckets(
  start: usize,
  items: usize,
  size: f64,
  originX: f64,
  originY: f64,
  columns: i32,
  rows: i32,
): void {
  bucketStart = start;
  bucketItems = items;
  bucketSize = size;
  bucketX = originX;
  bucketY = originY;
  bucketColumns = columns;
  bucketRows = rows;
}

/** cover: 256 numbers; line: 4 × 64 bytes; wall: 32 bytes a corner; ring: 1,025 integers; the others one per solid. */
export function setScratch(
  coverAt: usize,
  lineAt: usize,
  wallAt: usize,
  ringAt: usize,
  foundSolidAt: usize,
  foundDistanceAt: usize,
  sortedSolidAt: usize,
  sortedDistanceAt: usize,
): void {
  cover = coverAt;
  lines = lineAt;
  walls = wallAt;
  ringCount = ringAt;
  foundSolid = foundSolidAt;
  foundDistance = foundDistanceAt;
  sortedSolid = sortedSolidAt;
  sortedDistance = sortedDistanceAt;
}

// @ts-ignore: decorator
@inline
function number(table: usize, index: i32): f64 {
  return load<f64>(table + ((<usize>index) << 3));
}

// @ts-ignore: decorator
@inline
function setNumber(table: usize, index: i32, value: f64): void {
  store<f64>(table + ((<usize>index) << 3), value);
}

// @ts-ignore: decorator
@inline
function integer(table: usize, index: i32): i32 {
  return load<i32>(table + ((<usize>index) << 2));
}

// @ts-ignore: decorator
@inline
function setInteger(table: usize, index: i32, value: i32): void {
  store<i32>(table + ((<usize>index) << 2), value);
}

// @ts-ignore: decorator
@inline
function larger(a: f64, b: f64): f64 {
  return a > b ? a : b;
}

// @ts-ignore: decorator
@inline
function smaller(a: f64, b: f64): f64 {
  return a < b ? a : b;
}

// ---- The frame.
let bits: usize = 0;
let words: i32 = 0;
let rows: i32 = 0;
let columns: i32 = 0;
let cell: f64 = 1;
let x0: f64 = 0;
let y0: f64 = 0;
let radius: f64 = 0;
let z: f64 = 0;
let target: f64 = 0;

/**
 * The part of the ground within the circle, into the frame. `ground` is the address of the word of the window's first row and
 * word, `gridWords` the words of a row of the grid.
 */
export function groundInCircle(
  frameBits: usize,
  frameWords: i32,
  frameRows: i32,
  ground: usize,
  gridWords: i32,
  frameCell: f64,
  frameX: f64,
  frameY: f64,
  circle: f64,
): void {
  const squared = circle * circle;
  const lastColumn = 32 * frameWords - 1;
  memory.fill(frameBits, 0, (<usize>(frameRows * frameWords)) << 2);
  let nearest = larger(0, smaller(<f64>lastColumn, Math.floor(-frameX / frameCell)));
  if (nearest < <f64>lastColumn && Math.abs(frameX + (nearest + 1) * frameCell) < Math.abs(frameX + nearest * frameCell)) {
    nearest += 1;
  }
  let west = frameX + nearest * frameCell;
  let east = west;
  const middle2 = west * west;
  let from = <i32>nearest;
  let to = from;
  for (let row = 0; row < frameRows; row += 1) {
    const dy = frameY + <f64>row * frameCell;
    const dy2 = dy * dy;
    if (!(middle2 + dy2 <= squared)) continue;
    while (!(west * west + dy2 <= squared)) {
      from += 1;
      west += frameCell;
    }
    while (from > 0 && (west - frameCell) * (west - frameCell) + dy2 <= squared) {
      from -= 1;
      west -= frameCell;
    }
    while (!(east * east + dy2 <= squared)) {
      to -= 1;
      east -= frameCell;
    }
    while (to < lastColumn && (east + frameCell) * (east + frameCell) + dy2 <= squared) {
      to += 1;
      east += frameCell;
    }
    const first = from >> 5;
    const last = to >> 5;
    const source = ground + ((<usize>row * <usize>gridWords) << 2);
    const at = frameBits + ((<usize>(row * frameWords)) << 2);
    for (let word = first; word <= last; word += 1) setInteger(at, word, integer(source, word));
    setInteger(at, first, integer(at, first) & (-1 << (from & 31)));
    setInteger(at, last, integer(at, last) & (-1 >>> (31 - (to & 31))));
  }
}

/** As `LevelShadows.clear`; the loader has reset the cover. */
export function clear(
  frameBits: usize,
  frameWords: i32,
  frameRows: i32,
  frameCell: f64,
  frameX: f64,
  frameY: f64,
  x: f64,
  y: f64,
  centreZ: f64,
  reach: f64,
  targetZ: f64,
): void {
  bits = frameBits;
  words = frameWords;
  rows = frameRows;
  columns = 32 * frameWords;
  cell = frameCell;
  x0 = frameX;
  y0 = frameY;
  z = centreZ;
  radius = reach;
  target = targetZ;
  const count = findNearest(x, y, reach);
  for (let k = 0; k < count; k += 1) {
    const solid = integer(sortedSolid, k);
    const roof = number(topZ, solid);
    if (roof <= centreZ && roof <= targetZ) continue;
    const distance = number(sortedDistance, k);
    if (distance > 0 && hiddenBox(solid, x, y, distance)) continue;
    loadFootprint(solid, x, y);
    const hasCone = findCone();
    if (hasCone && hides(rightX, rightY, leftX, leftY, distance)) continue;
    if (roof <= centreZ) clearFarWalls(roof);
    else if (roof < targetZ) clearOvertopped(roof);
    else if (hasCone) clearCone(load<u8>(convex + <usize>solid) === 1);
    else clearNearWalls();
  }
}

// ---- ../nearest-first.ts

function findNearest(x: f64, y: f64, reach: f64): i32 {
  const frameWest = larger(-reach, smaller(0, x0));
  const frameSouth = larger(-reach, smaller(0, y0));
  const frameEast = smaller(reach, larger(0, x0 + <f64>(columns - 1) * cell));
  const frameNorth = smaller(reach, larger(0, y0 + <f64>(rows - 1) * cell));
  const column0 = <i32>larger(0, Math.floor((x + frameWest - bucketX) / bucketSize));
  const column1 = <i32>smaller(<f64>(bucketColumns - 1), Math.floor((x + frameEast - bucketX) / bucketSize));
  const row0 = <i32>larger(0, Math.floor((y + frameSouth - bucketY) / bucketSize));
  const row1 = <i32>smaller(<f64>(bucketRows - 1), Math.floor((y + frameNorth - bucketY) / bucketSize));
  memory.fill(ringCount, 0, (<usize>(ringOf(reach) + 2)) << 2);
  const squaredReach = reach * reach;
  let count = 0;
  for (let row = row0; row <= row1; row += 1) {
    for (let column = column0; column <= column1; column += 1) {
      const homeX = column === column0 ? -Infinity : bucketX + <f64>column * bucketSize;
      const homeY = row === row0 ? -Infinity : bucketY + <f64>row * bucketSize;
      const bucket = row * bucketColumns + column;
      const end = integer(bucketStart, bucket + 1);
      for (let k = integer(bucketStart, bucket); k < end; k += 1) {
        const solid = integer(bucketItems, k);
        const west = number(minX, solid);
        const south = number(minY, solid);
        if (west < homeX || south < homeY) continue;
        const dx = larger(larger(west - x, 0), x - number(maxX, solid));
        const dy = larger(larger(south - y, 0), y - number(maxY, solid));
        const squared = dx * dx + dy * dy;
        if (squared > squaredReach) continue;
        const distance = Math.sqrt(squared);
        setInteger(foundSolid, count, solid);
        setNumber(foundDistance, count, distance);
        const ring = ringOf(distance) + 1;
        setInteger(ringCount, ring, integer(ringCount, ring) + 1);
        count += 1;
      }
    }
  }
  for (let ring = 0, left = count; left > 0; ring += 1) {
    const here = integer(ringCount, ring + 1);
    setInteger(ringCount, ring + 1, integer(ringCount, ring) + here);
    left -= here;
  }
  for (let k = 0; k < count; k += 1) {
    const distance = number(foundDistance, k);
    const ring = ringOf(distance);
    const at = integer(ringCount, ring);
    setInteger(sortedSolid, at, integer(foundSolid, k));
    setNumber(sortedDistance, at, distance);
    setInteger(ringCount, ring, at + 1);
  }
  return count;
}

// @ts-ignore: decorator
@inline
function ringOf(distance: f64): i32 {
  const ring = <i32>(distance / ringWidth);
  return ring < lastRing ? ring : lastRing;
}

// ---- ../angular-cover.ts

// @ts-ignore: decorator
@inline
function turn(x: f64, y: f64): f64 {
  const share = x / (Math.abs(x) + Math.abs(y));
  return (y >= 0 ? 1 - share : 3 + share) * 64;
}

function hides(rx: f64, ry: f64, lx: f64, ly: f64, distance: f64): bool {
  const from = turn(rx, ry) - slack;
  let to = turn(lx, ly) + slack;
  if (to < from) to += 256;
  const last = <i32>Math.floor(to);
  for (let bin = <i32>Math.floor(from); bin <= last; bin += 1) {
    if (!(number(cover, bin & 255) < distance)) return false;
  }
  return true;
}

function addCover(rx: f64, ry: f64, lx: f64, ly: f64, distance: f64): void {
  const from = turn(rx, ry) + slack;
  let to = turn(lx, ly) - slack;
  if (to < from - 1) to += 256;
  const last = <i32>Math.floor(to) - 1;
  for (let bin = <i32>Math.ceil(from); bin <= last; bin += 1) {
    if (distance < number(cover, bin & 255)) setNumber(cover, bin & 255, distance);
  }
}

function hiddenBox(solid: i32, x: f64, y: f64, distance: f64): bool {
  const west = number(minX, solid) - x;
  const east = number(maxX, solid) - x;
  const south = number(minY, solid) - y;
  const north = number(maxY, solid) - y;
  const rx = south > 0 ? east : north < 0 ? west : west > 0 ? west : east;
  const ry = west > 0 ? south : east < 0 ? north : south > 0 ? south : north;
  const lx = south > 0 ? west : north < 0 ? east : rx;
  const ly = west > 0 ? north : east < 0 ? south : ry;
  return hides(rx, ry, lx, ly, distance);
}

// ---- ../footprint.ts

/** Bytes of the walls of the outer ring, and of all. */
let outerEnd: usize = 0;
let wallEnd: usize = 0;
let rightX: f64 = 0;
let rightY: f64 = 0;
let leftX: f64 = 0;
let leftY: f64 = 0;

/** Four numbers a wall: ax, ay, bx, by. */
function loadFootprint(solid: i32, x: f64, y: f64): void {
  const centre = f64x2(x, y);
  const firstRing = integer(ringStart, solid);
  const endRing = integer(ringStart, solid + 1);
  let at = walls;
  for (let ring = firstRing; ring < endRing; ring += 1) {
    const from = corners + ((<usize>integer(vertexStart, ring)) << 4);
    const to = corners + ((<usize>integer(vertexStart, ring + 1)) << 4);
    let a = f64x2.sub(v128.load(to - 16), centre);
    for (let corner = from; corner < to; corner += 16) {
      const b = f64x2.sub(v128.load(corner), centre);
      v128.store(at, a);
      v128.store(at, b, 16);
      at += 32;
      a = b;
    }
    if (ring === firstRing) outerEnd = at;
  }
  wallEnd = at;
}

function findCone(): bool {
  let rx = load<f64>(walls, 16);
  let ry = load<f64>(walls, 24);
  let lx = rx;
  let ly = ry;
  for (let at = walls + 32; at < outerEnd; at += 32) {
    const px = load<f64>(at, 16);
    const py = load<f64>(at, 24);
    if (rx * py - ry * px < 0) {
      rx = px;
      ry = py;
    }
    if (lx * py - ly * px > 0) {
      lx = px;
      ly = py;
    }
  }
  if (!(rx * ly - ry * lx > 0)) return false;
  for (let at = walls; at < outerEnd; at += 32) {
    const px = load<f64>(at, 16);
    const py = load<f64>(at, 24);
    if (rx * py - ry * px < 0 || px * ly - py * lx < 0) return false;
  }
  rightX = rx;
  rightY = ry;
  leftX = lx;
  leftY = ly;
  return true;
}

// ---- ../level-shadows.ts

function clearCone(isConvex: bool): void {
  const rx = rightX;
  const ry = rightY;
  const lx = leftX;
  const ly = leftY;
  const nx = ly - ry;
  const ny = rx - lx;
  let squared: f64 = 0;
  let deepest: f64 = -Infinity;
  for (let at = walls; at < outerEnd; at += 32) {
    const px = load<f64>(at, 16);
    const py = load<f64>(at, 24);
    squared = larger(px * px + py * py, squared);
    deepest = larger(nx * px + ny * py, deepest);
  }
  startBehind(rx, ry, lx, ly);
  halfPlane(nx, ny, isConvex ? rx * ly - lx * ry : deepest);
  fill();
  addCover(rx, ry, lx, ly, Math.sqrt(squared));
  if (isConvex) return;
  for (let at = walls; at < outerEnd; at += 32) {
    const ax = load<f64>(at);
    const ay = load<f64>(at, 8);
    const bx = load<f64>(at, 16);
    const by = load<f64>(at, 24);
    const cross = ax * by - ay * bx;
    if (cross >= 0) continue;
    const farA = (ay * deepest) / (nx * ax + ny * ay);
    const farB = (by * deepest) / (nx * bx + ny * by);
    start(smaller(smaller(ay, by), smaller(farA, farB)), larger(larger(ay, by), larger(farA, farB)));
    halfPlane(-by, bx, 0);
    halfPlane(ay, -ax, 0);
    halfPlane(ay - by, bx - ax, -cross);
    halfPlane(-nx, -ny, -deepest);
    fill();
  }
}

function clearNearWalls(): void {
  for (let at = walls; at < wallEnd; at += 32) {
    const ax = load<f64>(at);
    const ay = load<f64>(at, 8);
    const bx = load<f64>(at, 16);
    const by = load<f64>(at, 24);
    const cross = ax * by - ay * bx;
    if (cross >= 0) continue;
    startBehind(bx, by, ax, ay);
    halfPlane(ay - by, bx - ax, -cross);
    fill();
    addCover(bx, by, ax, ay, Math.sqrt(larger(ax * ax + ay * ay, bx * bx + by * by)));
  }
}

function clearOvertopped(roof: f64): void {
  const steepness = roof - z;
  for (let at = walls; at < wallEnd; at += 32) {
    const ax = load<f64>(at);
    const ay = load<f64>(at, 8);
    const bx = load<f64>(at, 16);
    const by = load<f64>(at, 24);
    const cross = ax * by - ay * bx;
    if (cross >= 0) continue;
    startBehind(bx, by, ax, ay);
    cut(steepness, (target - z) * -cross, ay - by, bx - ax);
    fill();
  }
}

function clearFarWalls(roof: f64): void {
  const steepness = roof - z;
  const scale = steepness < 0 ? ((target - z) / steepness) * widening : Infinity;
  for (let at = walls; at < wallEnd; at += 32) {
    const ax = load<f64>(at);
    const ay = load<f64>(at, 8);
    const bx = load<f64>(at, 16);
    const by = load<f64>(at, 24);
    const cross = ax * by - ay * bx;
    if (cross <= 0) continue;
    const nx = by - ay;
    const ny = ax - bx;
    if (steepness < 0) {
      const farA = ay * scale;
      const farB = by * scale;
      start(smaller(smaller(ay, by), smaller(farA, farB)), larger(larger(ay, by), larger(farA, farB)));
      halfPlane(-ay, ax, 0);
      halfPlane(by, -bx, 0);
    } else startBehind(ax, ay, bx, by);
    halfPlane(nx, ny, cross);
    if (steepness < 0) cut(steepness, (target - z) * cross, nx, ny);
    fill();
  }
}

function startBehind(rx: f64, ry: f64, lx: f64, ly: f64): void {
  const reach = radius * widening;
  const farR = ry * (reach / Math.sqrt(rx * rx + ry * ry));
  const farL = ly * (reach / Math.sqrt(lx * lx + ly * ly));
  const high = rx >= 0 && lx <= 0 ? reach : larger(larger(ry, ly), larger(farR, farL));
  const low = rx <= 0 && lx >= 0 ? -reach : smaller(smaller(ry, ly), smaller(farR, farL));
  start(low, high);
  halfPlane(-ry, rx, 0);
  halfPlane(ly, -lx, 0);
}

// ---- ../convex-fill.ts. A line's four numbers stand side by side with those of the upper line of the same index, whose
// 1/s is negated: then both bounds of a row are maxima, the second of them of −high.

let firstRow: i32 = 0;
let lastRow: i32 = 0;
let lowers: i32 = 0;
let uppers: i32 = 0;
let cutSide: i32 = 0;
let slope: f64 = 0;
let level: f64 = 0;
let cutX: f64 = 0;
let cutY: f64 = 0;

function start(low: f64, high: f64): void {
  firstRow = <i32>larger(Math.ceil((low - y0) / cell - doubt), 0);
  lastRow = <i32>smaller(Math.floor((high - y0) / cell + doubt), <f64>(rows - 1));
  lowers = 0;
  uppers = 0;
  cutSide = 0;
}

function setLine(at: usize, t: f64, q: f64, s: f64, inverse: f64): void {
  store<f64>(at, t);
  store<f64>(at, q, 16);
  store<f64>(at, s, 32);
  store<f64>(at, inverse, 48);
}

function addLine(t: f64, q: f64, s: f64): void {
  if (s > 0) {
    setLine(lines + ((<usize>lowers) << 6), t, q, s, 1 / s);
    lowers += 1;
  } else {
    setLine(lines + ((<usize>uppers) << 6) + 8, t, q, s, -1 / s);
    uppers += 1;
  }
}

function halfPlane(a: f64, b: f64, c: f64): void {
  const t = c - a * x0 - b * y0;
  if (a !== 0) addLine(t, b * cell, a * cell);
  else narrowRows(t, b * cell);
}

function narrowRows(t: f64, q: f64): void {
  if (q > 0) {
    let row = Math.ceil(t / q);
    if (q * (row - 1) >= t) row -= 1;
    else if (q * row < t) row += 1;
    if (row > <f64>firstRow) firstRow = <i32>row;
  } else if (q < 0) {
    let row = Math.floor(t / q);
    if (q * (row + 1) >= t) row += 1;
    else if (q * row < t) row -= 1;
    if (row < <f64>lastRow) lastRow = <i32>row;
  } else if (t > 0) lastRow = -1;
}

function cut(steepness: f64, height: f64, nx: f64, ny: f64): void {
  const limit = height / steepness;
  slope = steepness;
  level = height;
  cutX = nx;
  cutY = ny;
  if (nx === 0) {
    cutRows(limit / ny);
    return;
  }
  const t = limit - nx * x0 - ny * y0;
  const side = steepness > 0 ? nx : -nx;
  if (side > 0) {
    const s = nx * cell;
    setLine(lines + ((<usize>lowers) << 6), t, ny * cell, s, 1 / s);
    lowers += 1;
    cutSide = 1;
  } else {
    const s = nx * cell;
    setLine(lines + ((<usize>uppers) << 6) + 8, t, ny * cell, s, -1 / s);
    uppers += 1;
    cutSide = -1;
  }
}

function cutRows(y: f64): void {
  const row = (y - y0) / cell;
  if (slope > 0 === cutY > 0) {
    let first = Math.ceil(row - doubt);
    if (first - row < doubt && !passesCut(first, 0)) first += 1;
    if (first > <f64>firstRow) firstRow = <i32>first;
  } else {
    let last = Math.floor(row + doubt);
    if (row - last < doubt && !passesCut(last, 0)) last -= 1;
    if (last < <f64>lastRow) lastRow = <i32>last;
  }
}

function passesCut(row: f64, column: f64): bool {
  const x = x0 + column * cell;
  const y = y0 + row * cell;
  return slope * (cutX * x + cutY * y) > level;
}

function contains(row: f64, column: f64): bool {
  const lowerCount = lowers - (cutSide > 0 ? 1 : 0);
  const upperCount = uppers - (cutSide < 0 ? 1 : 0);
  for (let k = 0; k < lowerCount; k += 1) {
    const at = lines + ((<usize>k) << 6);
    if (load<f64>(at, 32) * column < load<f64>(at) - load<f64>(at, 16) * row) return false;
  }
  for (let k = 0; k < upperCount; k += 1) {
    const at = lines + ((<usize>k) << 6) + 8;
    if (load<f64>(at, 32) * column < load<f64>(at) - load<f64>(at, 16) * row) return false;
  }
  return cutSide === 0 || passesCut(row, column);
}

function fill(): void {
  if (firstRow > lastRow) return;
  const widest = <f64>columns - 0.5;
  const most = lowers > uppers ? lowers : uppers;
  for (let k = lowers; k < most; k += 1) setLine(lines + ((<usize>k) << 6), -0.5, 0, 1, 1);
  for (let k = uppers; k < most; k += 1) setLine(lines + ((<usize>k) << 6) + 8, widest, 0, 1, -1);
  const none = f64x2(-0.5, -widest);
  if (most <= 2) {
    if (most < 2) {
      setLine(lines + 64, -0.5, 0, 1, 1);
      setLine(lines + 72, widest, 0, 1, -1);
      if (most < 1) {
        setLine(lines, -0.5, 0, 1, 1);
        setLine(lines + 8, widest, 0, 1, -1);
      }
    }
    fillTwo(none);
  } else fillMore(none, lines + ((<usize>most) << 6));
}

function fillTwo(none: v128): void {
  const last = lastRow;
  const stride = (<usize>words) << 2;
  const ta = v128.load(lines);
  const qa = v128.load(lines, 16);
  const ia = v128.load(lines, 48);
  const tb = v128.load(lines, 64);
  const qb = v128.load(lines, 80);
  const ib = v128.load(lines, 112);
  let at = bits + <usize>firstRow * stride;
  for (let row = firstRow; row <= last; row += 1, at += stride) {
    const here = f64x2.splat(<f64>row);
    const a = f64x2.mul(f64x2.sub(ta, f64x2.mul(qa, here)), ia);
    const b = f64x2.mul(f64x2.sub(tb, f64x2.mul(qb, here)), ib);
    fillRow(row, at, f64x2.pmax(none, f64x2.pmax(a, b)));
  }
}

function fillMore(none: v128, end: usize): void {
  const last = lastRow;
  const stride = (<usize>words) << 2;
  let at = bits + <usize>firstRow * stride;
  for (let row = firstRow; row <= last; row += 1, at += stride) {
    const here = f64x2.splat(<f64>row);
    let bound = none;
    for (let line = lines; line < end; line += 64) {
      const own = f64x2.mul(f64x2.sub(v128.load(line), f64x2.mul(v128.load(line, 16), here)), v128.load(line, 48));
      bound = f64x2.pmax(bound, own);
    }
    fillRow(row, at, bound);
  }
}

/** Clears the columns of a row that starts at `at`; `bound` holds the lowest one and the negated highest one. */
// @ts-ignore: decorator
@inline
function fillRow(row: i32, at: usize, bound: v128): void {
  const near = f64x2.splat(doubt);
  const rounded = f64x2.ceil(f64x2.sub(bound, near));
  let from = f64x2.extract_lane(rounded, 0);
  let negatedTo = f64x2.extract_lane(rounded, 1);
  if (from + negatedTo > 0) return;
  if (v128.any_true(f64x2.lt(f64x2.sub(rounded, bound), near))) {
    if (from - f64x2.extract_lane(bound, 0) < doubt && !contains(<f64>row, from)) from += 1;
    if (negatedTo - f64x2.extract_lane(bound, 1) < doubt && !contains(<f64>row, -negatedTo)) negatedTo += 1;
    if (from + negatedTo > 0) return;
  }
  const west = <i32>from;
  const east = -(<i32>negatedTo);
  const width = east - west;
  if (width <= 56) {
    // At most 57 bits lie within 8 bytes from any byte on: one load, one store.
    const here = at + <usize>(west >> 3);
    store<u64>(here, load<u64>(here) & ~((<u64>-1 >>> (63 - width)) << (west & 7)));
    return;
  }
  let first = at + (<usize>(west >> 5) << 2);
  const last = at + (<usize>(east >> 5) << 2);
  const before = ~(-1 << (west & 31));
  const after = ~(-1 >>> (31 - (east & 31)));
  if (first === last) {
    store<i32>(first, load<i32>(first) & (before | after));
    return;
  }
  store<i32>(first, load<i32>(first) & before);
  for (first += 4; first < last; first += 4) store<i32>(first, 0);
  store<i32>(last, load<i32>(last) & after);
}
