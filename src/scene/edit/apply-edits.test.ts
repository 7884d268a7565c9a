import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { City, Portal } from '#model/city.ts';
import { type SceneEdit, sceneEditSchema } from '#model/scene-edit.ts';
import { addBox, degreesAt, remove, setHeight, sketchCity } from '../../../test/fixtures/edited-city.ts';
import { applyEdits } from './apply-edits.ts';
import { changePrisms } from './prism-rows.ts';

const towers = sketchCity(
  [
    { id: 'way/1', at: [0, 0, 10, 10] },
    { id: 'way/2', at: [20, 0, 30, 10], heightMeters: 20 },
    { id: 'way/3', at: [40, 0, 50, 10], heightMeters: 30 },
  ],
  {
    trees: [{ id: 'node/1', x: 5, y: 30, heightMeters: 8, crownRadiusMeters: 3 }],
    mounts: [{ id: 'node/2', kind: 'lamp', x: 7, y: 30, heightMeters: null }],
  },
);

/** An outline with a podium, a tower on it and a lantern on the tower. */
const complex = sketchCity([
  { id: 'way/10', at: [0, 0, 30, 30], heightMeters: 40 },
  { id: 'way/11', at: [0, 0, 30, 10], heightMeters: 8, isPart: true, outlineId: 'way/10' },
  { id: 'way/12', at: [0, 10, 30, 20], heightMeters: 40, isPart: true, outlineId: 'way/10' },
  { id: 'way/13', at: [0, 20, 30, 30], heightMeters: 36, minHeightMeters: 30, isPart: true, outlineId: 'way/10' },
]);

const heights = (city: City) => [...city.prisms.topZ];
const notesOf = (city: City, ...edits: SceneEdit[]) => applyEdits(city, edits).notes;
const edited = (city: City, ...edits: SceneEdit[]) => applyEdits(city, edits).city;

describe('correcting a height', () => {
  it('moves the top of the solid and says where the height comes from', () => {
    const city = edited(towers, setHeight('e', 'way/2', 12.5));
    expect(heights(city)).toEqual([10, 12.5, 30]);
    expect(city.buildings[1]).toMatchObject({ id: 'way/2', heightMeters: 12.5, heightSource: 'edited' });
    expect(heights(towers)).toEqual([10, 20, 30]);
  });

  it('leaves all that it does not touch the same objects', () => {
    const city = edited(towers, setHeight('e', 'way/2', 12.5));
    expect(city.manifest).toBe(towers.manifest);
    for (const layer of ['trees', 'mounts', 'sites', 'zones', 'barriers', 'portals', 'streets', 'meshes'] as const)
      expect(city[layer]).toBe(towers[layer]);
    expect(city.prisms.xy).toBe(towers.prisms.xy);
    expect(city.buildings[0]).toBe(towers.buildings[0]);
    expect(applyEdits(towers, []).city).toBe(towers);
  });

  it('takes the last of several heights', () => {
    expect(heights(edited(towers, setHeight('a', 'way/2', 12), setHeight('b', 'way/2', 14)))[1]).toBe(14);
  });

  it('moves the parts that end at the top of the whole, and leaves lower ones', () => {
    expect(heights(edited(complex, setHeight('e', 'way/10', 50)))).toEqual([50, 8, 50, 36]);
  });

  it('cuts parts that would rise above the new top, and says so', () => {
    const { city, notes } = applyEdits(complex, [setHeight('e', 'way/10', 33)]);
    expect(heights(city)).toEqual([33, 8, 33, 33]);
    expect(notes).toEqual([
      {
        editId: 'e',
        kind: 'changed',
        sentence: 'way/10 is now lower than 1 part that rose above it: cut down to 33 m.',
      },
    ]);
  });

  it('drops the solid of a part that begins above the new top', () => {
    const { city, notes } = applyEdits(complex, [setHeight('e', 'way/10', 20)]);
    expect(heights(city)).toEqual([20, 8, 20]);
    expect([...city.prisms.building]).toEqual([0, 1, 2]);
    expect(notes).toHaveLength(1);
  });

  it('moves a part alone, and leaves a part with a height of its own to it', () => {
    expect(heights(edited(complex, setHeight('e', 'way/12', 60)))).toEqual([40, 8, 60, 36]);
    expect(heights(edited(complex, setHeight('a', 'way/10', 50), setHeight('b', 'way/12', 60)))).toEqual([
      50, 8, 60, 36,
    ]);
    expect(heights(edited(complex, setHeight('b', 'way/12', 60), setHeight('a', 'way/10', 50)))).toEqual([
      50, 8, 60, 36,
    ]);
  });

  it('refuses a top that is not above the underside', () => {
    const { city, notes } = applyEdits(complex, [setHeight('e', 'way/13', 29)]);
    expect(heights(city)).toEqual(heights(complex));
    expect(notes).toEqual([
      {
        editId: 'e',
        kind: 'refused',
        sentence: 'The height of way/13 stays as it was: 29 m is not above its underside (30 m).',
      },
    ]);
  });

  it('moves every piece of a wall on a slope alike', () => {
    const slope = sketchCity([{ id: 'way/7', at: [0, 0, 8, 0.3], heightMeters: 2, structure: 'wall' }]);
    const stepped = {
      ...slope,
      prisms: changePrisms(slope.prisms, {
        dropped: new Set(),
        tops: new Map([[0, 2.25]]),
        buildingIndex: null,
        added: { ...slope.prisms, baseZ: Float64Array.of(0.5), topZ: Float64Array.of(3) },
        firstBuilding: 0,
      }),
    };
    expect(heights(edited(stepped, setHeight('e', 'way/7', 3)))).toEqual([3.25, 4]);
  });

  it('reaches trees and mounts', () => {
    const city = edited(
      towers,
      { kind: 'set-height', id: 'a', layer: 'trees', target: 'node/1', heightMeters: 15 },
      { kind: 'set-height', id: 'b', layer: 'mounts', target: 'node/2', heightMeters: 7 },
    );
    expect(city.trees[0]?.heightMeters).toBe(15);
    expect(city.mounts[0]?.heightMeters).toBe(7);
    expect(city.prisms).toBe(towers.prisms);
  });
});

describe('removing', () => {
  it('takes a building out and keeps the order of the others', () => {
    const city = edited(towers, remove('e', 'way/2'));
    expect(city.buildings.map(({ id }) => id)).toEqual(['way/1', 'way/3']);
    expect(heights(city)).toEqual([10, 30]);
    expect([...city.prisms.building]).toEqual([0, 1]);
    expect([...city.prisms.xy.subarray(8, 16)]).toEqual([40, 0, 50, 0, 50, 10, 40, 10]);
  });

  it('takes parts and doors along and leaves the address', () => {
    const door: Portal = {
      id: 'node/5',
      kind: 'entrance',
      x: 0,
      y: 0,
      name: null,
      address: null,
      buildingId: 'way/10',
      barrierId: null,
    };
    const portals = [door, { ...door, id: 'node/6', kind: 'address' as const, buildingId: 'way/12' }];
    const city = edited({ ...complex, portals }, remove('e', 'way/10'));
    expect(city.buildings).toEqual([]);
    expect(city.prisms.count).toBe(0);
    expect(city.portals).toEqual([{ ...portals[1], buildingId: null }]);
  });

  it('wins over a height of the same target, whichever comes first', () => {
    expect(notesOf(towers, remove('a', 'way/2'), setHeight('b', 'way/2', 5))).toEqual([]);
    expect(edited(towers, setHeight('b', 'way/2', 5), remove('a', 'way/2')).buildings).toHaveLength(2);
  });

  it('opens what stood on it, and an underpinning closes it again', () => {
    const stack = sketchCity([
      { id: 'base', at: [0, 0, 20, 20], heightMeters: 5 },
      { id: 'upper', at: [0, 0, 20, 20], heightMeters: 15, minHeightMeters: 5 },
      { id: 'top', at: [5, 5, 15, 15], heightMeters: 20, minHeightMeters: 15 },
    ]);
    expect([...edited(stack, remove('e', 'base')).prisms.raised]).toEqual([1, 1]);
    expect([...edited(stack, setHeight('e', 'base', 4)).prisms.raised]).toEqual([0, 1, 1]);
    expect([...edited(stack, remove('e', 'base'), addBox('n', [0, 0, 20, 20], 5)).prisms.raised]).toEqual([0, 0, 0]);
  });

  it('takes a wall out of the barriers and of the solids', () => {
    const wall = sketchCity([{ id: 'way/7', at: [0, 0, 30, 0.3], heightMeters: 2, structure: 'wall', use: 'wall' }], {
      barriers: [
        {
          id: 'way/7',
          kind: 'wall',
          xy: Float64Array.of(0, 0, 30, 0),
          heightMeters: 2,
          heightSource: 'height',
          opaque: true,
        },
      ],
    });
    for (const layer of ['barriers', 'buildings'] as const) {
      const city = edited(wall, { kind: 'remove', id: 'e', layer, target: 'way/7' });
      expect(city.barriers).toEqual([]);
      expect(city.prisms.count).toBe(0);
      const higher = edited(wall, { kind: 'set-height', id: 'e', layer, target: 'way/7', heightMeters: 3 });
      expect(higher.barriers[0]).toMatchObject({ heightMeters: 3, heightSource: 'edited' });
      expect(heights(higher)).toEqual([3]);
    }
  });
});

describe('adding', () => {
  it('stands a building on the lowest ground beneath it', () => {
    const terrain = {
      originX: -256,
      originY: -256,
      spacing: 256,
      columns: 3,
      rows: 3,
      heights: Float32Array.from([0, 0, 256, 0, 0, 256, 0, 0, 256]),
    };
    const city = edited({ ...towers, terrain }, addBox('n', [64, 0, 128, 10], 12));
    expect(city.buildings.at(-1)).toMatchObject({ id: 'edit/n', heightSource: 'edited', heightMeters: 12 });
    expect(city.prisms.baseZ[3]).toBeCloseTo(64, 2);
    expect(city.prisms.topZ[3]).toBe(city.prisms.baseZ[3] + 12);
    expect(heights(city).slice(0, 3)).toEqual(heights(towers));
  });

  it('lets rays pass beneath what begins above the ground', () => {
    expect([...edited(towers, addBox('n', [60, 0, 70, 10], 12, 4)).prisms.raised]).toEqual([0, 0, 0, 1]);
  });

  it('refuses outlines that cross themselves, have no area, or lie far away, each in a sentence', () => {
    const ring = (...points: [number, number][]) => points.map(([x, y]) => degreesAt(x, y));
    const add = (id: string, corners: [number, number][]): SceneEdit => ({
      kind: 'add-zone',
      id,
      name: null,
      zone: 'privacy',
      ring: ring(...corners),
    });
    const notes = notesOf(
      towers,
      add('a', [
        [0, 0],
        [10, 10],
        [10, 0],
        [0, 10],
      ]),
      add('b', [
        [0, 0],
        [10, 10],
        [20, 20],
      ]),
      add('c', [
        [0, 0],
        [10, 0],
        [20_000, 10],
      ]),
      addBox('d', [0, 0, 5, 5], 4, 6),
    );
    expect(notes.map(({ editId, kind, sentence }) => [editId, kind, sentence])).toEqual([
      ['a', 'refused', 'The added zone stays out: its outline crosses itself.'],
      ['b', 'refused', 'The added zone stays out: its outline encloses no area.'],
      ['c', 'refused', 'The added zone stays out: it lies more than 16 km from the middle of this city.'],
      ['d', 'refused', 'The added building stays out: its top (4 m) is not above its underside (6 m).'],
    ]);
  });

  it('makes an opaque barrier a solid, and a fence one can see through none', () => {
    const barrier = (id: string, opaque: boolean): SceneEdit => ({
      kind: 'add-barrier',
      id,
      barrier: opaque ? 'wall' : 'fence',
      heightMeters: 2,
      opaque,
      line: [degreesAt(0, 50), degreesAt(20, 50), degreesAt(20, 60)],
    });
    const city = edited(towers, barrier('w', true), barrier('f', false));
    expect(city.barriers.map(({ id }) => id)).toEqual(['edit/w', 'edit/f']);
    expect(city.buildings.slice(3).map(({ id, structure }) => [id, structure])).toEqual([['edit/w', 'wall']]);
    expect(heights(city).slice(3)).toEqual([2]);
  });

  it('adds trees, mounts, sites and zones where they were drawn', () => {
    const city = edited(
      towers,
      { kind: 'add-tree', id: 't', heightMeters: 9, crownRadiusMeters: 2, position: degreesAt(3, 4) },
      { kind: 'add-mount', id: 'm', mount: 'pole', heightMeters: 6, position: degreesAt(5, 6) },
      { kind: 'add-site', id: 's', name: 'School', site: 'school', position: degreesAt(7, 8), ring: null },
    );
    expect(city.trees[1]).toEqual({ id: 'edit/t', x: 3, y: 4, heightMeters: 9, crownRadiusMeters: 2 });
    expect(city.mounts[1]).toEqual({ id: 'edit/m', kind: 'pole', x: 5, y: 6, heightMeters: 6 });
    expect(city.sites).toEqual([{ id: 'edit/s', kind: 'school', name: 'School', x: 7, y: 8, rings: [] }]);
  });
});

it('keeps and names edits whose target the city does not have', () => {
  const lost: SceneEdit[] = [
    setHeight('a', 'way/99', 5),
    { kind: 'remove', id: 'b', layer: 'trees', target: 'node/99' },
    remove('c', 'edit/none'),
  ];
  const { city, notes } = applyEdits(towers, lost);
  expect(city).toEqual(towers);
  expect(notes.map(({ editId, kind }) => [editId, kind])).toEqual([
    ['a', 'missing'],
    ['b', 'missing'],
    ['c', 'missing'],
  ]);
  expect(notes[0]?.sentence).toBe('It is about a building (way/99) that this city does not have.');
});

const meters = fc.integer({ min: -150, max: 150 });
const target = fc.constantFrom('way/10', 'way/11', 'way/12', 'way/13', 'way/99');
const anyEdit: fc.Arbitrary<SceneEdit> = fc.oneof(
  fc.tuple(target, fc.integer({ min: 1, max: 60 })).map(([id, height]) => setHeight('', id, height)),
  target.map((id) => remove('', id)),
  fc
    .tuple(
      meters,
      meters,
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: 9 }),
    )
    .map(([x, y, side, height, under]) => addBox('', [x, y, x + side, y + side], height, under)),
  fc.tuple(meters, meters, meters, meters).map(
    ([ax, ay, bx, by]): SceneEdit => ({
      kind: 'add-barrier',
      id: '',
      barrier: 'wall',
      heightMeters: 2,
      opaque: true,
      line: [degreesAt(ax, ay), degreesAt(bx, by)],
    }),
  ),
  fc.tuple(meters, meters).map(
    ([x, y]): SceneEdit => ({
      kind: 'add-tree',
      id: '',
      heightMeters: 5,
      crownRadiusMeters: 2,
      position: degreesAt(x, y),
    }),
  ),
);
const anyEdits = fc
  .array(anyEdit, { maxLength: 8 })
  .map((edits) => edits.map((edit, index): SceneEdit => ({ ...edit, id: `e${index}` })));

describe('any edits', () => {
  it('are good edits of a plan', () => {
    fc.assert(fc.property(anyEdits, (edits) => edits.every((edit) => sceneEditSchema.safeParse(edit).success)));
  });

  it('give the same city when they are applied to a city that carries them', () => {
    fc.assert(
      fc.property(anyEdits, (edits) => {
        const once = applyEdits(complex, edits).city;
        expect(applyEdits(once, edits).city).toEqual(once);
      }),
    );
  });

  it('leave no trace of a thing that is added and removed', () => {
    fc.assert(
      fc.property(anyEdits, fc.nat(8), (edits, at) => {
        const added = addBox('gone', [-20, -20, -10, -10]);
        const with_ = [...edits.slice(0, at), added, ...edits.slice(at), remove('again', 'edit/gone')];
        expect(applyEdits(complex, with_)).toEqual(applyEdits(complex, edits));
      }),
    );
  });

  it('have the same effect in any order, but for heights of one target and the order of added things', () => {
    fc.assert(
      fc.property(
        anyEdits.chain((edits) =>
          fc.tuple(fc.constant(edits), fc.shuffledSubarray(edits, { minLength: edits.length })),
        ),
        ([edits, shuffled]) => {
          const seen = new Set<string>();
          fc.pre(
            edits.every((edit) => edit.kind !== 'set-height' || (!seen.has(edit.target) && seen.add(edit.target))),
          );
          const byId = (city: City) => new Map(city.buildings.map((building) => [building.id, building]));
          const tops = (city: City) =>
            [...city.prisms.topZ].map((top, row) => [
              city.buildings[city.prisms.building[row]]?.id,
              top,
              city.prisms.baseZ[row],
              city.prisms.raised[row],
            ]);
          const sorted = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
          const a = applyEdits(complex, edits).city;
          const b = applyEdits(complex, shuffled).city;
          expect(byId(b)).toEqual(byId(a));
          expect(sorted(tops(b))).toEqual(sorted(tops(a)));
        },
      ),
    );
  });

  it('keep the table of solids whole', () => {
    fc.assert(
      fc.property(anyEdits, (edits) => {
        const { buildings, prisms } = applyEdits(complex, edits).city;
        expect(prisms.ringStart).toHaveLength(prisms.count + 1);
        expect(prisms.vertexStart).toHaveLength((prisms.ringStart[prisms.count] ?? 0) + 1);
        expect(prisms.xy).toHaveLength(2 * (prisms.vertexStart[prisms.vertexStart.length - 1] ?? 0));
        for (let row = 0; row < prisms.count; row += 1) {
          expect(prisms.topZ[row]).toBeGreaterThan(prisms.baseZ[row] ?? 0);
          expect(prisms.building[row]).toBeLessThan(buildings.length);
        }
      }),
    );
  });
});
