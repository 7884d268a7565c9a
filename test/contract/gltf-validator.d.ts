/** As much of the Khronos glTF validator as the tests call; the package brings no types. */
declare module 'gltf-validator' {
  export interface ValidationReport {
    readonly issues: {
      readonly numErrors: number;
      readonly numWarnings: number;
      readonly messages: readonly { readonly code: string; readonly message: string; readonly severity: number }[];
    };
    readonly info: { readonly totalTriangleCount: number; readonly totalVertexCount: number };
  }
  export function validateBytes(bytes: Uint8Array): Promise<ValidationReport>;
}
