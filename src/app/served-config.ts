import { z } from 'zod';

/** What the server that brought the page tells it; see `server/static-server.ts`. */
const servedConfigSchema = z.object({ overpass: z.url().nullable() });
export type ServedConfig = z.infer<typeof servedConfigSchema>;

/** A page served from elsewhere has no service to ask. */
const nothingServed: ServedConfig = { overpass: null };

/** Never rejects: where the server says nothing readable, the page does without. */
export async function readServedConfig(): Promise<ServedConfig> {
  try {
    const response = await fetch('sightline-config.json');
    if (!response.ok) return nothingServed;
    const checked = servedConfigSchema.safeParse(await response.json());
    return checked.success ? checked.data : nothingServed;
  } catch {
    return nothingServed;
  }
}
