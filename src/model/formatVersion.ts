/** The version of all JSON that the product prints. Additive within 1.x. */
export const formatVersion = '1.0';
