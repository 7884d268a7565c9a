import { useSession } from './session-context.tsx';

/** Where the city comes from; stands wherever the city is shown. */
export function Attribution() {
  const city = useSession((state) => state.city);
  if (city === null || city.manifest.attribution.length === 0) return null;
  return <p className="attribution">{city.manifest.attribution.join(' · ')}</p>;
}
