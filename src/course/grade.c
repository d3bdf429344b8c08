#include "grade.h"

#include <ctype.h>
#include <string.h>

struct count {
    double words, sentences, syllables;
    bool open; /* words since the last end of a sentence */
};

static bool is_vowel(char letter)
{
    return letter && strchr("aeiouy", letter);
}

/* Groups of vowels, without the silent e of "made" and "hoped", but with that of "table". */
static double syllables(const char *word, size_t length)
{
    int groups = 0;
    bool before = false;
    for (size_t i = 0; i < length; i++) {
        bool vowel = is_vowel((char)tolower((unsigned char)word[i]));
        groups += vowel && !before;
        before = vowel;
    }
    char last = length > 0 ? (char)tolower((unsigned char)word[length - 1]) : '\0';
    char second = length > 1 ? (char)tolower((unsigned char)word[length - 2]) : '\0';
    char third = length > 2 ? (char)tolower((unsigned char)word[length - 3]) : '\0';
    bool silent_e = last == 'e' && second != 'l' && !is_vowel(second);
    bool silent_ed = last == 'd' && second == 'e' && third && !strchr("td", third);
    if ((silent_e || silent_ed) && groups > 1)
        groups--;
    return groups > 1 ? groups : 1;
}

static void end_sentence(struct count *count)
{
    count->sentences += count->open;
    count->open = false;
}

static size_t word_length(const char *text)
{
    size_t length = 0;
    while (isalpha((unsigned char)text[length]) ||
           (length > 0 && text[length] == '\'' && isalpha((unsigned char)text[length + 1])))
        length++;
    return length;
}

static void count_text(struct count *count, const char *text)
{
    while (*text) {
        size_t length = word_length(text);
        if (length) {
            count->words++;
            count->syllables += syllables(text, length);
            count->open = true;
            text += length;
        } else {
            if (strchr(".!?:", *text))
                end_sentence(count);
            text++;
        }
    }
    end_sentence(count); /* a paragraph or an item of a list is over */
}

double reading_grade(const struct blocks *blocks)
{
    struct count count = {0};
    for (size_t i = 0; i < blocks->count; i++)
        if (blocks->items[i].kind != BLOCK_FAULT && blocks->items[i].prose.text)
            count_text(&count, blocks->items[i].prose.text);
    if (count.words == 0 || count.sentences == 0)
        return 0;
    double grade =
        0.39 * count.words / count.sentences + 11.8 * count.syllables / count.words - 15.59;
    return grade > 0 ? grade : 0;
}
