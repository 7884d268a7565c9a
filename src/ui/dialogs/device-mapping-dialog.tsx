export function DeviceMappingDialog() {
  return null;
}
