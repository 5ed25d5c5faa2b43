/** Who knocks, by what they show. */
export const VISITORS = {
  friend: 'with the job\'s certificate',
  nobody: 'without a certificate',
  foreigner: 'with a certificate of another authority',
};

/**
 * What is proven on which Flink: the program, whose keystores are PKCS12 on one and JKS on the other; whom its REST API lets in, and how it answers
 * who shows no certificate.
 */
export const VARIANTS = {
  '1.20.5': { program: 'conformance/tls/programs/encrypted.ts', restLetsIn: ['friend', 'nobody', 'foreigner'], withoutCertificate: /^200$/ },
  '2.2.1': { program: 'conformance/tls/programs/mutual.ts', restLetsIn: ['friend'], withoutCertificate: /^(EPROTO|ECONNRESET|EPIPE)$/ },
};
