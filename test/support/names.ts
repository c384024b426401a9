/** Names that take more, or fewer, cells of a terminal than they have characters, and one that does not. */
export const namesOfOddWidth = ['Ebay', '漢字の同期', '🟢 Lager', 'Bu\u0308ro\u0301', '각종 주문', 'ﾊﾝｶｸ'];
