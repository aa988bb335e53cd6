// name: schema/0018_release_published_at
// answers: releases are found by their instant
CREATE INDEX release_published_at IF NOT EXISTS FOR (n:Release) ON (n.published_at)
