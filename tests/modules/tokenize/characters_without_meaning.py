import io
import tokenize

tokens = tokenize.generate_tokens(io.StringIO("$a ? b\n").readline)
print([(tokenize.tok_name[t.type], t.string) for t in tokens][:4])  # expect: [('OP', '$'), ('NAME', 'a'), ('OP', '?'), ('NAME', 'b')]
