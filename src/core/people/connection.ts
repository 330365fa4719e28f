/** The life of the link between one visitor and one resident (P2). */
export const connectionStatuses = ['requested', 'needs-information', 'approved', 'denied', 'suspended', 'revoked', 'expired'] as const;
export type ConnectionStatus = (typeof connectionStatuses)[number];
