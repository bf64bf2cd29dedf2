import type { LabRequest, Ports } from '../model/index.ts';

/** True if a page of another site posts the form. It could sign its visitor in to an account of its choice (login CSRF). */
export const isFromElsewhere = ({ headers }: LabRequest, vendorUrls: readonly string[], ports: Ports): boolean =>
  headers.origin !== undefined && !vendorUrls.some((url) => new URL(ports.address(url)).origin === headers.origin);
