/** What the kernels need of WebAssembly; declared here because the kernel is compiled without a browser's declarations. */
interface WebAssemblyHost {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/**
 * An instance of the module whose bytes are given in base64, compiled at once; null where the engine has no WebAssembly,
 * lacks its vector instructions, or where a page's policy refuses to compile.
 */
export function instantiate(base64: string): unknown {
  const { WebAssembly: host } = globalThis as { readonly WebAssembly?: WebAssemblyHost };
  if (host === undefined) return null;
  try {
    return new host.Instance(new host.Module(decodeBase64(base64))).exports;
  } catch {
    return null;
  }
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a text in base64 (RFC 4648, section 4) without line breaks. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const end = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - end);
  for (let from = 0, to = 0; from < text.length; from += 4) {
    let group = 0;
    for (let k = 0; k < 4; k += 1) group = (group << 6) | Math.max(0, digits.indexOf(text.charAt(from + k)));
    for (let shift = 16; shift >= 0 && to < bytes.length; shift -= 8) {
      bytes[to] = group >>> shift;
      to += 1;
    }
  }
  return bytes;
}
