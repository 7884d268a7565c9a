import { z } from 'zod';

/**
 * Imported for its effect by whatever runs in a page: zod would else try to compile its schemas with `new Function`,
 * which the content policy refuses and the console reports.
 */
z.config({ jitless: true });
