/* Arrays that grow by one and keep no capacity: memory doubles whenever the count is a power of 2.
 */
#ifndef MEND_COURSE_GROW_H
#define MEND_COURSE_GROW_H

#include <stdlib.h>

/* ITEMS with room for one more than COUNT; NULL without memory, ITEMS then being unharmed. */
static inline void *grow(void *items, size_t count, size_t size)
{
    if (count & (count - 1))
        return items;
    return realloc(items, (count ? count * 2 : 1) * size);
}

#endif
