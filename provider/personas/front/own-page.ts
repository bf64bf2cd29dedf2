import type { LabRequest, Ports } from '../../model/index.ts';

/** True when a page of another site posts a form of `vendorUrl`'s: it would sign its visitor in as somebody of its own choice. */
export const isFromElsewhere = ({ headers }: LabRequest, vendorUrl: string, ports: Ports): boolean =>
  headers.origin !== undefined && headers.origin !== new URL(ports.address(vendorUrl)).origin;
