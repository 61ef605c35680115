SELECT industry, place, year, count(DISTINCT thing) AS things,
       count(DISTINCT thing) FILTER (type = 'Project') AS projects,
       count(DISTINCT document) AS documents, count(DISTINCT graph) AS passages
FROM industries
GROUP BY ALL
