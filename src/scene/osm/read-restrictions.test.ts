import { describe, expect, it } from 'vitest';
import { buildDrawnCity as build, noted } from '../../../test/fixtures/osm/drawn-city.ts';
import type { MapDraft, TagRecord } from '../../../test/fixtures/osm/osm-document.ts';

type Members = readonly (readonly ['node' | 'way', number, string])[];

let nextRelation = 0;

function relate(draft: MapDraft, members: Members, tags: TagRecord): number {
  nextRelation += 1;
  const id = 1_000_000 + nextRelation;
  draft.relations.push({
    id,
    members: members.map(([type, ref, role]) => ({ type, ref, role })),
    tags: { type: 'restriction', ...tags },
  });
  return id;
}

/** A cross of four streets, and one that goes on in the east. */
function cross(draft: MapDraft) {
  const middle = draft.node(0, 0);
  const corner = draft.node(30, 0);
  const west = draft.way([draft.node(-30, 0), middle], { highway: 'residential' });
  const east = draft.way([middle, corner], { highway: 'residential' });
  const north = draft.way([middle, draft.node(0, 30)], { highway: 'residential' });
  const far = draft.way([corner, draft.node(30, 30)], { highway: 'residential' });
  return { middle, corner, west, east, north, far };
}

describe('turn restrictions', () => {
  it('lead over a node or over ways, and forbid turns in the network', () => {
    const ids: number[] = [];
    let streets = { west: 0, north: 0, east: 0, far: 0, middle: 0, corner: 0 };
    const { city, counts } = build((draft) => {
      const at = cross(draft);
      streets = at;
      const overNode: Members = [
        ['way', at.west, 'from'],
        ['node', at.middle, 'via'],
        ['way', at.north, 'to'],
      ];
      const overWay: Members = [
        ['way', at.west, 'from'],
        ['way', at.east, 'via'],
        ['way', at.far, 'to'],
      ];
      ids.push(relate(draft, overNode, { restriction: 'no_left_turn' }));
      ids.push(relate(draft, overWay, { restriction: 'no_u_turn', except: 'bicycle' }));
    });
    expect(city.restrictions).toMatchObject([
      {
        id: `relation/${ids[0]}`,
        kind: 'no',
        fromStreetId: `way/${streets.west}`,
        viaStreetIds: [],
        toStreetId: `way/${streets.north}`,
      },
      { id: `relation/${ids[1]}`, viaStreetIds: [`way/${streets.east}`], toStreetId: `way/${streets.far}` },
    ]);
    expect(counts).toMatchObject({ turnRestrictions: 2, forbiddenTurns: 2 });
  });

  it('are dropped with a sentence where they are broken, and ignored where they bind no cars', () => {
    const broken: number[] = [];
    const ignored: number[] = [];
    let cut = 0;
    const result = build((draft) => {
      const at = cross(draft);
      const from = ['way', at.west, 'from'] as const;
      const via = ['node', at.middle, 'via'] as const;
      const to = ['way', at.north, 'to'] as const;
      const tags = { restriction: 'no_left_turn' };
      broken.push(relate(draft, [from, to], tags));
      broken.push(relate(draft, [from, ['node', at.corner, 'via'], to], tags));
      broken.push(relate(draft, [from, via, to, ['way', at.east, 'to']], tags));
      broken.push(relate(draft, [from, ['way', at.far, 'via'], to], tags));
      cut = relate(draft, [from, via, ['way', 999_999, 'to']], tags);
      ignored.push(relate(draft, [from, via, to], { ...tags, except: 'psv;motorcar' }));
      ignored.push(relate(draft, [from, via, to], { restriction: 'constructor' }));
      ignored.push(relate(draft, [from, via, to], { 'restriction:hgv': 'no_left_turn' }));
    });
    expect(result.city.restrictions).toEqual([]);
    for (const id of broken) expect(noted(result, 'dropped', `relation/${id}`).length).toBe(1);
    for (const id of ignored) expect(noted(result, 'ignored', `relation/${id}`).length).toBe(1);
    expect(noted(result, 'truncated', `relation/${cut}`).length).toBe(1);
  });

  it('may name several ways out of a no_exit', () => {
    const { city } = build((draft) => {
      const at = cross(draft);
      const members: Members = [
        ['way', at.west, 'from'],
        ['node', at.middle, 'via'],
        ['way', at.north, 'to'],
        ['way', at.east, 'to'],
      ];
      relate(draft, members, { restriction: 'no_exit' });
    });
    expect(city.restrictions.length).toBe(2);
    expect(new Set(city.restrictions.map(({ id }) => id)).size).toBe(2);
  });
});

describe('who may use a street', () => {
  const users = (record: TagRecord) => {
    const { city } = build((draft) => {
      const line = [
        [0, 0],
        [50, 0],
      ] as const;
      draft.line(line, record);
    });
    const { car, bicycle, foot, sidewalk, widthSource } = city.streets[0];
    return { car, bicycle, foot, sidewalk, widthSource };
  };

  it('follows the most special access tag, else the class', () => {
    expect(users({ highway: 'residential' })).toMatchObject({ car: true, bicycle: true, foot: true });
    expect(users({ highway: 'residential', access: 'no', foot: 'yes' })).toMatchObject({
      car: false,
      bicycle: false,
      foot: true,
    });
    expect(users({ highway: 'residential', motor_vehicle: 'no', motorcar: 'destination' }).car).toBe(true);
    expect(users({ highway: 'pedestrian', bicycle: 'yes' })).toMatchObject({ car: false, bicycle: true, foot: true });
    expect(users({ highway: 'primary', motorroad: 'yes' })).toMatchObject({ car: true, bicycle: false, foot: false });
    expect(users({ highway: 'footway', bicycle: 'dismount' }).bicycle).toBe(false);
    expect(users({ highway: 'service', access: 'unheard-of' }).car).toBe(true);
    expect(users({ highway: 'busway' }).car).toBe(false);
    expect(users({ railway: 'tram', foot: 'yes' })).toMatchObject({ car: false, bicycle: false, foot: false });
  });

  it('reads pavements, turned with a street that is drawn backwards, and where the width comes from', () => {
    expect(users({ highway: 'residential', sidewalk: 'left' }).sidewalk).toBe('left');
    expect(users({ highway: 'residential', sidewalk: 'left', oneway: '-1' }).sidewalk).toBe('right');
    expect(users({ highway: 'residential', 'sidewalk:both': 'yes' }).sidewalk).toBe('both');
    expect(users({ highway: 'residential', 'sidewalk:left': 'no', 'sidewalk:right': 'yes' }).sidewalk).toBe('right');
    expect(users({ highway: 'residential', sidewalk: 'separate' }).sidewalk).toBeNull();
    expect(users({ highway: 'residential', sidewalk: 'no' }).sidewalk).toBe('none');
    expect(users({ highway: 'residential', width: '7' }).widthSource).toBe('width');
    expect(users({ highway: 'residential', lanes: '2' }).widthSource).toBe('lanes');
    expect(users({ highway: 'residential' }).widthSource).toBe('default');
  });
});
