from decimal import Decimal, localcontext
from fractions import Fraction

print(Fraction(1, 3) + Fraction(1, 6), Fraction("0.125"), repr(Fraction(-2, 4)), Fraction(22, 7).limit_denominator(5))
print(f"{Fraction(1, 3):.3f}", Fraction(7, 2) // 1, Fraction(1, 2) < 0.6)
print(Decimal("1.1") + Decimal("2.2"), Decimal("123.456").quantize(Decimal("0.01")), f"{Decimal('1234567.891'):,.2f}")
with localcontext() as context:
    context.prec = 5
    print(Decimal(1) / Decimal(7), Decimal(2).sqrt())
try:
    Fraction(1, 0)
except ZeroDivisionError as e:
    print(e)

# expect:
# 1/2 1/8 Fraction(-1, 2) 16/5
# 0.333 3 True
# 3.3 123.46 1,234,567.89
# 0.14286 1.4142
# Fraction(1, 0)
