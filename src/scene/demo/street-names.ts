import type { Random } from './random.ts';

const stems = `
  Ahorn Ask Bakke Birke Blomster Bro Brønd Bøge Dal Dige Dam Drossel Ege Elle Elme Eng Fabriks Falke Fasan
  Fisker Fjord Flod Frugt Fyrre Fælled Færge Garver Gran Grønne Guldregn Hassel Hav Have Hede Hestemølle
  Hjørne Humle Hyld Høj Kastanje Kilde Kirsebær Kløver Korn Kvæde  Linde Lund Lyng Lærke Mark
  Mejse Mole Mose Murer Myrte Nattergale Nørre Odde Orkide Paradis Pile Plommer Poppel Post Pære Rav Reberbane
  Ribs Rose Rug Røn Salt Sand Sejl Silke Skipper Skole Skov Skrænt Slag Slotte Smede Snare Solsikke Spurve
  Sten Strand Svale Syren Sø Søster Tjørne Told Tømmer Tårn Ulve Vagtel Valmue Vand Vibe Viol Vold
  Væver Æble Ørne Øster Åkande Ål Ådal`
  .trim()
  .split(/\s+/);

const endings = {
  lane: ['stræde', 'gyde', 'gang'],
  town: ['gade', 'gade', 'gade', 'passage'],
  suburb: ['vej', 'vej', 'vej', 'allé', 'haven'],
  close: ['lunden', 'vænget', 'toften', 'krogen'],
  works: ['vej', 'havnen', 'værket'],
} as const;
export type NameKind = keyof typeof endings;

/** Hands out invented street names, none of them twice. */
export function createStreetNames(random: Random): (kind: NameKind) => string {
  const taken = new Set<string>();
  return (kind) => {
    let name = '';
    for (let attempt = 0; name === '' || taken.has(name); attempt++) {
      name = `${random.pick(stems)}${random.pick(endings[kind])}`;
      if (attempt > 500) name = `${name} ${taken.size}`;
    }
    taken.add(name);
    return name;
  };
}
