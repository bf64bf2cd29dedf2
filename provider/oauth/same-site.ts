import type { LabRequest, Ports } from '../model/index.ts';

/** True when a page of another site than these posts a form of ours: it would sign its visitor in as somebody of its own choice. */
export const isFromElsewhere = ({ headers }: LabRequest, vendorUrls: readonly string[], ports: Ports): boolean =>
  headers.origin !== undefined && !vendorUrls.some((url) => new URL(ports.address(url)).origin === headers.origin);
