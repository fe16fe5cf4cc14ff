print(eval("+".join(["1"] * 900)))  # expect: 900
print(eval(" and ".join(["1"] * 900)), eval("[" + ",".join(["0"] * 10000) + "]") == [0] * 10000)  # expect: 1 True
namespace = {}
exec("\n".join(f"v{n} = {n}" for n in range(3000)), namespace)
print(namespace["v2999"])  # expect: 2999
