import { describe, expect, it } from 'vitest';
import { groupFiles } from './group-files.ts';
import { refuseFiles } from './refusals.ts';
import { inContentOrder } from './source-order.ts';

const shape = Uint8Array.of(0, 0, 0x27, 0x0a, 0, 0, 0, 0);
const file = (name: string, content: Uint8Array | string = 'x') => ({
  name,
  blob: new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]),
});

describe('groupFiles', () => {
  it('joins the parts of each Shapefile, whatever their order and case', async () => {
    const known = await groupFiles([
      file('town.dbf', Uint8Array.of(3, 1, 1, 1)),
      file('Town.SHP', shape),
      file('town.prj', 'GEOGCS["WGS 84"]'),
      file('other.shp', shape),
      file('town.shp.xml', '<metadata/>'),
      file('TOWN.shx', shape),
    ]);
    expect(known.map(({ kind, input }) => [kind, input.files.map(({ name }) => name)])).toEqual([
      ['shapefile', ['Town.SHP', 'town.dbf', 'town.prj', 'town.shp.xml', 'TOWN.shx']],
      ['shapefile', ['other.shp']],
    ]);
  });

  it('knows a part that came alone, and the refusal says what is missing', async () => {
    const known = await groupFiles([file('town.dbf', Uint8Array.of(3, 1, 1, 1))]);
    expect(known[0].kind).toBe('shapefile-part');
    expect(refuseFiles(known)?.sentence).toContain('together with the .shp file');
  });

  it('joins the files of a SUMO scenario to its network, in one order whatever theirs was', async () => {
    const files = [
      file('b.rou.xml', '<routes><vehicle/></routes>'),
      file('houses.csv', 'a,b\n1,2\n'),
      file('town.net.xml', '<net/>'),
      file('a.add.xml', '<additional/>'),
      file('lights.xml', '<tlLogics/>'),
    ];
    const known = await groupFiles(files);
    expect(known.map(({ kind, input }) => [kind, input.name])).toEqual([
      ['csv', 'houses.csv'],
      ['sumo', 'town.net.xml'],
    ]);
    const names = known[1].input.files.map(({ name }) => name);
    expect(names[0]).toBe('town.net.xml');
    expect(names.toSorted()).toEqual(['a.add.xml', 'b.rou.xml', 'lights.xml', 'town.net.xml']);
    const turned = await groupFiles(files.toReversed());
    expect(turned.find(({ kind }) => kind === 'sumo')?.input.files.map(({ name }) => name)).toEqual(names);
  });

  it('says that routes need their network, and one only', async () => {
    const routes = file('b.rou.xml', '<routes/>');
    const nets = [file('a.net.xml', '<net/>'), file('b.net.xml', '<net/>')];
    for (const files of [[routes], [routes, ...nets]]) {
      expect(refuseFiles(await groupFiles(files))).toEqual({
        code: 'file-sumo-routes',
        sentence:
          'b.rou.xml holds routes of a SUMO scenario; open it together with its network (.net.xml), and with one network only.',
        place: 'b.rou.xml',
      });
    }
  });

  it('goes by content: a table that is called .shp is a table', async () => {
    expect((await groupFiles([file('town.shp', 'a,b\n1,2\n')]))[0].kind).toBe('csv');
  });
});

describe('refuseFiles', () => {
  it.each([
    ['city.gml', '<CityModel/>', 'citygml-tools'],
    ['tile.b3dm', 'b3dm', '3D Tiles'],
    ['loops.add.xml', '<additional/>', '.net.xml'],
    ['x.sqlite', 'SQLite format 3\0', 'no GeoPackage'],
  ])('names %s and a way out', async (name, content, words) => {
    const problem = refuseFiles(await groupFiles([file(name, content)]));
    expect(problem?.place).toBe(name);
    expect(problem?.sentence).toMatch(/\.$/);
    expect(problem?.sentence).toContain(words);
  });
});

describe('inContentOrder', () => {
  it('does not depend on names and on the order given', async () => {
    const contents = ['a,b\n1,2\n', 'a,b\n3,4\n', 'a,b\n33,4\n'];
    const orders: string[][] = [];
    for (const [names, order] of [
      [
        ['a.csv', 'b.csv', 'c.csv'],
        [0, 1, 2],
      ],
      [
        ['z.csv', 'y.csv', 'x.csv'],
        [2, 0, 1],
      ],
    ] as const) {
      const known = await groupFiles(order.map((at) => file(names[at], contents[at])));
      const sorted = await inContentOrder(known);
      const texts = sorted.map(async ({ input }) => new TextDecoder().decode(await input.files[0].blob.arrayBuffer()));
      orders.push(await Promise.all(texts));
    }
    expect(orders[0]).toEqual(orders[1]);
  });
});
