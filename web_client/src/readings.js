/** Readings that staff write beside their kanji, 漢字《かんじ》, as plain-text books do. */

export const READING = /([\p{Script=Han}ヶ]+)《([ぁ-ゖァ-ヶー]+)》/gu;

/** The words alone: for who needs no furigana, and where none can stand. @param {string} text */
export const withoutReadings = (text) => text.replace(READING, '$1');
