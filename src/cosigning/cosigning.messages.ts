import type { RefusalCatalogue } from '../kernel/messages';

export const cosigningRefusals: RefusalCatalogue = {
  CHECKPOINT_MISMATCH: {
    status: 409,
    da: 'Det, I vil underskrive, er ikke månedens kontrolpunkt. Hent det igen, og læs det, før I underskriver.',
    en: 'What you want to sign is not the month’s checkpoint. Fetch it again and read it before you sign.',
    about: ['checkpointHash'],
  },
  ALREADY_COSIGNED: {
    status: 409,
    da: 'Jeres side har allerede medunderskrevet måneden.',
    en: 'Your side has cosigned the month already.',
  },
  COSIGNING_SIDE_REQUIRED: {
    status: 422,
    da: 'I står på begge sider. Angiv, om der underskrives for driftsherren (OPERATOR) eller betaleren (PAYER).',
    en: 'You stand on both sides. State whether you sign for the operator (OPERATOR) or the payer (PAYER).',
    about: ['side'],
  },
  NO_COSIGNING_KEY: {
    status: 409,
    da: 'I har ikke registreret en nøgle. Registrer den offentlige nøgle på jeres parts side, og underskriv så.',
    en: 'You have registered no key. Register the public key on your party’s page, then sign.',
    about: ['signature'],
  },
  FALSE_COSIGNATURE: {
    status: 422,
    da: 'Underskriften passer ikke til månedens kontrolpunkt og jeres nøgle. Underskriv beskeden, som den blev hentet, byte for byte.',
    en: 'The signature does not fit the month’s checkpoint and your key. Sign the message as it was downloaded, byte for byte.',
    about: ['signature'],
  },
  COSIGNED_OUTSIDE_TIME: {
    status: 422,
    da: 'Tidspunktet i underskriften ligger før månedens lukning eller i fremtiden. Hent beskeden igen, og underskriv den.',
    en: 'The time in the signature is before the month was closed, or in the future. Download the message again and sign it.',
    about: ['time'],
  },
  SIGNATURE_AND_TIME: {
    status: 422,
    da: 'En underskrift med egen nøgle består af underskriften og tidspunktet i beskeden. Giv begge eller ingen.',
    en: 'A signature with one’s own key is the signature and the time in the message. Give both or none.',
    about: ['signature'],
  },
  NOT_A_PUBLIC_KEY: {
    status: 422,
    da: 'Teksten er ikke en offentlig Ed25519-nøgle i PEM. Den begynder med -----BEGIN PUBLIC KEY-----. Indsend aldrig den private nøgle.',
    en: 'The text is no public Ed25519 key in PEM. It begins with -----BEGIN PUBLIC KEY-----. Never send the private key.',
    about: ['publicKey'],
  },
};
