# Reference answers of scikit-learn's text vectorizers:
#   python3 textVectorizers.py <tests/golden> <output folder>
# The sentences were written for this purpose. Values are stored by rows as [column, value].
import json
import os
import sys

import sklearn
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
from sklearn.utils import murmurhash3_32

output = os.path.join(sys.argv[2], "sklearn")
os.makedirs(output, exist_ok=True)

DOCS = [
    "The river bends, the river bends again, and the river goes on.",
    "",
    "A cat sat; a dog sat. I did not.",
    "Größe und Straße: ÄRGER über Öl, the river Öl",
    "naïve café — CAFÉ naïve, café!",
    "日本語 の テキスト 日本語 x_1 42 007",
    "  \t two  spaces\n\none\nline   and\ttabs \u00a0 end  ",
    "emoji 😀😀 and 𝒳𝒴 letters, \uff21\uff22 wide, 😀 again",
    "so so so so so good, so so so good, not so bad",
    "a I ? !",
    "İstanbul ΟΔΟΣ ΟΔΟΣ the dog",
]

# Our options and scikit-learn's.
NAMES = {
    "analyzer": "analyzer", "ngram": "ngram_range", "lowercase": "lowercase",
    "stopWords": "stop_words", "minDf": "min_df", "maxDf": "max_df",
    "maxFeatures": "max_features", "binary": "binary", "sublinearTf": "sublinear_tf",
    "useIdf": "use_idf", "smoothIdf": "smooth_idf", "norm": "norm",
    "features": "n_features", "alternateSign": "alternate_sign", "tokenPattern": "token_pattern",
}


def theirs(options):
    values = {NAMES[key]: value for key, value in options.items()}
    if values.get("analyzer") == "charWb":
        values["analyzer"] = "char_wb"
    if "ngram_range" in values:
        values["ngram_range"] = tuple(values["ngram_range"])
    return values


def rows(matrix):
    matrix.sort_indices()
    cells = [zip(row.indices.tolist(), row.data.tolist()) for row in matrix]
    return [[[j, v] for j, v in row if v != 0] for row in cells]


def save(name, **fields):
    fields = {"source": f"scikit-learn {sklearn.__version__}", **fields}
    with open(os.path.join(output, name + ".json"), "w") as file:
        parts = []
        for key, value in fields.items():
            if key == "cases":
                value = "[\n" + ",\n".join(json.dumps(case) for case in value) + "\n]"
                parts.append(f"{json.dumps(key)}: {value}")
            else:
                parts.append(f"{json.dumps(key)}: {json.dumps(value)}")
        file.write("{" + ",\n".join(parts) + "}\n")


TFIDF = [
    {},
    {"ngram": [1, 2], "sublinearTf": True},
    {"ngram": [2, 3], "norm": "l1", "lowercase": False},
    {"binary": True, "norm": None},
    {"smoothIdf": False, "norm": None},
    {"useIdf": False},
    {"minDf": 2, "ngram": [1, 2]},
    {"minDf": 0.15, "maxDf": 0.25},
    {"maxDf": 1},
    {"maxFeatures": 3, "ngram": [1, 2]},
    {"maxFeatures": 2, "binary": True},
    {"stopWords": ["the", "so", "and"], "ngram": [1, 2]},
    {"tokenPattern": "[a-z]([a-z]+)"},
    {"analyzer": "char", "ngram": [1, 2], "minDf": 3},
    {"analyzer": "char", "ngram": [3, 3], "minDf": 2},
    {"analyzer": "charWb", "ngram": [1, 4], "minDf": 3},
    {"analyzer": "charWb", "ngram": [5, 7], "minDf": 2, "sublinearTf": True, "binary": True},
]

cases = []
for options in TFIDF:
    vectorizer = TfidfVectorizer(**theirs(options))
    matrix = vectorizer.fit_transform(DOCS)
    idf = vectorizer.idf_.tolist() if options.get("useIdf", True) else None
    cases.append({"options": options, "vocabulary": vectorizer.get_feature_names_out().tolist(),
                  "idf": idf, "rows": rows(matrix)})
NEW = ["The unknown river", "", "so café so 😀 𝒳𝒴 nowhere"]
first = TfidfVectorizer().fit(DOCS)
save("text_tfidf", docs=DOCS, newDocs=NEW, newRows=rows(first.transform(NEW)), cases=cases)

HASHING = [
    {"features": 2**18},
    {"features": 16, "ngram": [1, 2]},
    {"features": 7, "norm": None},
    {"features": 16, "alternateSign": False, "norm": "l1"},
    {"features": 5, "binary": True, "norm": None},
    {"features": 1, "norm": None},
    {"features": 2**20, "analyzer": "charWb", "ngram": [3, 4]},
    {"features": 1000003, "analyzer": "char", "ngram": [1, 1], "norm": None},
]
cases = [{"options": options, "rows": rows(HashingVectorizer(**theirs(options)).transform(DOCS))}
         for options in HASHING]
save("text_hashing", docs=DOCS, cases=cases)

KEYS = ["", "a", "ab", "abc", "abcd", "abcde", "hello", "ß", "日本語", "😀", "a😀b",
        "The quick brown fox jumps over the lazy dog", "\u0000", "\u0000\u0000\u0000\u0000"]
save("text_murmur3", keys=KEYS, seeds=[0, 1, 2654435769],
     hashes=[[int(murmurhash3_32(key.encode(), seed=seed)) for key in KEYS]
             for seed in (0, 1, 2654435769)])
